'use strict';
// SPDX-License-Identifier: MIT

// setServers() takes addresses with and without ports, and refuses what is none.

const assert = require('assert');
const dns = require('dns');

const resolver = new dns.Resolver();
resolver.setServers(['127.0.0.1', '127.0.0.2:5353', '::1', '[::1]:5353', '[::2]']);
assert.deepStrictEqual(resolver.getServers(),
                       ['127.0.0.1', '127.0.0.2:5353', '::1', '[::1]:5353', '::2']);

for (const bad of ['localhost', '1.2.3']) {
  assert.throws(() => resolver.setServers([bad]), { name: /Error$/ }, bad);
}
assert.throws(() => resolver.setServers('127.0.0.1'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => resolver.resolve('a', 'toString', () => {}), { code: 'ERR_INVALID_ARG_VALUE' });

// Holes of the list are none of its servers.
const holes = ['127.0.0.1'];
holes[2] = '127.0.0.2';
dns.setServers(holes);
assert.deepStrictEqual(dns.getServers(), ['127.0.0.1', '127.0.0.2']);
assert.deepStrictEqual(dns.promises.getServers(), ['127.0.0.1', '127.0.0.2']);

'use strict';
// SPDX-License-Identifier: MIT

// lookup() finds names of the hosts file, takes literal addresses as they are, and has a form with
// promises; what is not found says so.

const assert = require('assert');
const dns = require('dns');

let calls = 0;

dns.lookup('localhost', { family: 4 }, (error, address, family) => {
  assert.ifError(error);
  assert.deepStrictEqual([address, family], ['127.0.0.1', 4]);
  calls++;
});
dns.lookup('::1', { all: true }, (error, addresses) => {
  assert.ifError(error);
  assert.deepStrictEqual(addresses, [{ address: '::1', family: 6 }]);
  calls++;
});
dns.promises.lookup('localhost', 4).then((found) => {
  assert.deepStrictEqual(found, { address: '127.0.0.1', family: 4 });
  calls++;
});

process.on('exit', () => assert.strictEqual(calls, 3));

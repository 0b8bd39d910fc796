'use strict';

// Hosts are domains, also those of other scripts, and addresses of both kinds in any spelling.

const assert = require('assert');

const host = (text) => new URL(`http://${text}/`).hostname;
assert.strictEqual(host('0x7f.1'), '127.0.0.1');
assert.strictEqual(host('2130706433'), '127.0.0.1');
assert.strictEqual(host('[1:0:0:0:0:0:0:2]'), '[1::2]');
assert.strictEqual(host('[::ffff:1.2.3.4]'), '[::ffff:102:304]');
assert.strictEqual(host('中文.Example'), 'xn--fiq228c.example');
assert.strictEqual(host('faß.de'), 'xn--fa-hia.de');
for (const bad of ['1.2.3.256', '[1::2::3]', '[1:2', 'a b', 'a%00b', 'xn--', '256.1.1.1.1']) {
  assert.throws(() => host(bad), { code: 'ERR_INVALID_URL' }, bad);
}

const { domainToASCII, domainToUnicode } = require('url');
assert.strictEqual(domainToASCII('中文.com/path?x#y'), 'xn--fiq228c.com');
assert.strictEqual(domainToUnicode('xn--fiq228c\t.com\\x'), '中文.com');
assert.strictEqual(domainToASCII('a:80'), '');

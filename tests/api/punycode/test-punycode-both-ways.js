'use strict';

// Labels go to Punycode and come back.

const assert = require('assert');
const punycode = require('punycode');

assert.strictEqual(punycode.encode('bücher'), 'bcher-kva');
assert.strictEqual(punycode.decode('bcher-kva'), 'bücher');
assert.strictEqual(punycode.toASCII('中文.example'), 'xn--fiq228c.example');
assert.strictEqual(punycode.toUnicode('xn--fiq228c.example'), '中文.example');
assert.deepStrictEqual(punycode.ucs2.decode('a😀'), [0x61, 0x1f600]);

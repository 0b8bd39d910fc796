'use strict';

// Base64 takes both alphabets at once, skips what belongs to neither and ends at the padding.

const assert = require('assert');

const decode = (text) => Buffer.from(text, 'base64').toString('latin1');

assert.strictEqual(decode('YW Jj\r\nZGVm'), 'abcdef');
assert.strictEqual(decode('YW*Jj'), 'abc');
assert.strictEqual(decode('YW漢Jj'), 'abc');
assert.strictEqual(decode('YWI'), 'ab');
assert.strictEqual(decode('YWI='), 'ab');
assert.strictEqual(decode('Y'), '');
assert.strictEqual(decode('YW==YWJj'), 'a');
assert.strictEqual(decode('-_+/'), '\xfb\xff\xbf');

const long = Buffer.alloc(1000, 'some bytes');
const wrapped = long.toString('base64').replace(/.{76}/g, '$&\n');
assert.strictEqual(decode(wrapped), long.toString('latin1'));
assert.strictEqual(Buffer.from(wrapped, 'base64url').length, 1000);

const target = Buffer.alloc(6, 'x');
assert.strictEqual(target.write('YWJj', 1, 'base64'), 3);
assert.strictEqual(target.toString(), 'xabcxx');

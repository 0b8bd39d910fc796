'use strict';

// byteLength() is what the encoded text will take, without encoding it.

const assert = require('assert');

assert.strictEqual(Buffer.byteLength('aé漢😀'), 10);
assert.strictEqual(Buffer.byteLength('é'.repeat(10000)), 20000);
assert.strictEqual(Buffer.byteLength('漢'.repeat(10000)), 30000);
assert.strictEqual(Buffer.byteLength('abc', 'utf16le'), 6);
assert.strictEqual(Buffer.byteLength('abcd', 'hex'), 2);
assert.strictEqual(Buffer.byteLength('YWI=', 'base64'), 2);
assert.strictEqual(Buffer.byteLength('é', 'latin1'), 1);
assert.strictEqual(Buffer.byteLength('é', 'utf7'), 2);
assert.strictEqual(Buffer.byteLength(new ArrayBuffer(5)), 5);
assert.strictEqual(Buffer.byteLength(new Float64Array(2)), 16);
for (const value of [5, null, {}, []]) {
  assert.throws(() => Buffer.byteLength(value), { code: 'ERR_INVALID_ARG_TYPE' });
}

'use strict';

// alloc() gives zeroes or the fill, allocUnsafe() any bytes, and none takes a size that is none.

const assert = require('assert');

for (const size of [0, 1, 63, 64, 65, 4095, 4096, 100000]) {
  const zeroed = Buffer.alloc(size);
  assert.strictEqual(zeroed.length, size);
  assert.ok(zeroed.every((byte) => byte === 0));
  assert.strictEqual(Buffer.allocUnsafe(size).length, size);
  assert.strictEqual(Buffer.allocUnsafeSlow(size).length, size);
}
assert.strictEqual(Buffer.alloc(5, 'ab').toString(), 'ababa');
assert.strictEqual(Buffer.alloc(3, 'YWI=', 'base64').toString(), 'aba');
assert.deepStrictEqual([...Buffer.alloc(3, 257)], [1, 1, 1]);
assert.deepStrictEqual([...Buffer.alloc(3, Buffer.from([7, 8]))], [7, 8, 7]);

for (const make of [Buffer.alloc, Buffer.allocUnsafe, Buffer.allocUnsafeSlow]) {
  for (const size of ['5', null, undefined, {}, [4]]) {
    assert.throws(() => make(size), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
  }
  for (const size of [-1, NaN, Infinity, 2 ** 40]) {
    assert.throws(() => make(size), { code: 'ERR_OUT_OF_RANGE', name: 'RangeError' });
  }
}

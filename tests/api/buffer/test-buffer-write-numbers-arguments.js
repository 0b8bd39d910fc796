'use strict';

// Values that do not fit are refused, not cut off, and nothing is written.

const assert = require('assert');

const buffer = Buffer.alloc(8);
const outside = { code: 'ERR_OUT_OF_RANGE', name: 'RangeError' };
for (const [name, ...values] of [
  ['writeUInt8', -1, 256], ['writeInt8', -129, 128], ['writeUInt16LE', 65536],
  ['writeInt16BE', -32769], ['writeUInt32BE', 2 ** 32], ['writeInt32LE', 2 ** 31],
  ['writeBigInt64LE', 2n ** 63n], ['writeBigUInt64BE', -1n],
]) {
  for (const value of values) assert.throws(() => buffer[name](value), outside);
}
assert.throws(() => buffer.writeUIntLE(2 ** 24, 0, 3), outside);
assert.throws(() => buffer.writeIntBE(2 ** 47, 0, 6), outside);
assert.throws(() => buffer.writeUIntBE(1, 3, 6), outside);
assert.throws(() => buffer.writeUInt32LE(1, 5), outside);
assert.throws(() => buffer.writeUInt32LE(1, '0'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => buffer.writeBigInt64LE(5), TypeError);
assert.throws(() => buffer.writeBigInt64LE('5'), TypeError);
assert.deepStrictEqual([...buffer], new Array(8).fill(0));

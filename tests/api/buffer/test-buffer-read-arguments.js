'use strict';

// Reading refuses offsets that are no place in the buffer, with Node's codes.

const assert = require('assert');

const buffer = Buffer.alloc(8);
const sizes = {
  readUInt8: 1, readInt8: 1, readUint8: 1, readUInt16LE: 2, readInt16BE: 2, readUInt32BE: 4,
  readInt32LE: 4, readFloatLE: 4, readDoubleBE: 8, readBigInt64LE: 8, readBigUint64BE: 8,
};
for (const [name, size] of Object.entries(sizes)) {
  const read = (...args) => () => buffer[name](...args);
  assert.doesNotThrow(read());
  assert.doesNotThrow(read(8 - size));
  for (const offset of [9 - size, -1, 0.5, NaN, Infinity, 2 ** 33]) {
    assert.throws(read(offset), { code: 'ERR_OUT_OF_RANGE', name: 'RangeError' });
  }
  for (const offset of ['1', null, {}, true]) {
    assert.throws(read(offset), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
  }
  assert.throws(() => Buffer.alloc(0)[name](), { code: 'ERR_BUFFER_OUT_OF_BOUNDS' });
}
assert.throws(() => buffer.readUIntLE(), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => buffer.readUIntLE(0), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => buffer.readIntBE(0, 7), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => buffer.readIntBE(0, 0), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => buffer.readUIntBE(3, 6), { code: 'ERR_OUT_OF_RANGE' });

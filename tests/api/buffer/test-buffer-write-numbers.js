'use strict';

// What is written is read again, at the ends of each range, and the next offset comes back.

const assert = require('assert');

const buffer = Buffer.alloc(16);
const ranges = {
  UInt8: [0, 255], Int8: [-128, 127], UInt16LE: [0, 65535], UInt16BE: [0, 65535],
  Int16LE: [-32768, 32767], Int16BE: [-32768, 32767], UInt32LE: [0, 2 ** 32 - 1],
  UInt32BE: [0, 2 ** 32 - 1], Int32LE: [-(2 ** 31), 2 ** 31 - 1], Int32BE: [-(2 ** 31), 2 ** 31 - 1],
  FloatLE: [-1.5, 2 ** 100], FloatBE: [NaN, Infinity], DoubleLE: [-0, 1e300],
  DoubleBE: [Number.MIN_VALUE, Number.MAX_VALUE], BigInt64LE: [-(2n ** 63n), 2n ** 63n - 1n],
  BigInt64BE: [-(2n ** 63n), 2n ** 63n - 1n], BigUInt64LE: [0n, 2n ** 64n - 1n],
  BigUInt64BE: [0n, 2n ** 64n - 1n],
};
for (const [name, values] of Object.entries(ranges)) {
  for (const value of values) {
    const next = buffer[`write${name}`](value, 3);
    assert.ok(Object.is(buffer[`read${name}`](3), value), name);
    assert.strictEqual(next - 3, Number((/64|32|16|8/.exec(name) ?? [name[0] === 'F' ? 32 : 64])[0]) / 8);
  }
}
for (let size = 1; size <= 6; size++) {
  for (const end of ['LE', 'BE']) {
    const span = 2 ** (8 * size);
    for (const value of [0, 1, span / 2, span - 1]) {
      assert.strictEqual(buffer[`writeUInt${end}`](value, 1, size), 1 + size);
      assert.strictEqual(buffer[`readUInt${end}`](1, size), value);
    }
    for (const value of [-span / 2, -1, 0, span / 2 - 1]) {
      assert.strictEqual(buffer[`writeInt${end}`](value, 1, size), 1 + size);
      assert.strictEqual(buffer[`readInt${end}`](1, size), value);
    }
  }
}

'use strict';

// Reading numbers agrees with DataView at every offset.

const assert = require('assert');

const buffer = Buffer.from(Array.from({ length: 64 }, (_, i) => (i * 151 + 89) & 255));
const view = new DataView(buffer.buffer, buffer.byteOffset, buffer.length);
const kinds = {
  UInt8: ['Uint8', 1], Int8: ['Int8', 1], UInt16: ['Uint16', 2], Int16: ['Int16', 2],
  UInt32: ['Uint32', 4], Int32: ['Int32', 4], Float: ['Float32', 4], Double: ['Float64', 8],
  BigInt64: ['BigInt64', 8], BigUInt64: ['BigUint64', 8],
};
for (const [name, [viewName, size]] of Object.entries(kinds)) {
  for (const end of size === 1 ? [''] : ['LE', 'BE']) {
    for (let offset = 0; offset + size <= buffer.length; offset++) {
      assert.strictEqual(
        buffer[`read${name}${end}`](offset), view[`get${viewName}`](offset, end === 'LE'));
    }
  }
}

const bits = (offset, size, littleEndian) => {
  const bytes = [...buffer.subarray(offset, offset + size)];
  if (littleEndian) bytes.reverse();
  return Number(BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
};
for (let size = 1; size <= 6; size++) {
  for (let offset = 0; offset + size <= buffer.length; offset++) {
    const little = bits(offset, size, true);
    const big = bits(offset, size, false);
    const signed = (value) => (value >= 2 ** (8 * size - 1) ? value - 2 ** (8 * size) : value);
    assert.strictEqual(buffer.readUIntLE(offset, size), little);
    assert.strictEqual(buffer.readUIntBE(offset, size), big);
    assert.strictEqual(buffer.readIntLE(offset, size), signed(little));
    assert.strictEqual(buffer.readIntBE(offset, size), signed(big));
  }
}

'use strict';
// SPDX-License-Identifier: MIT

// The methods of Buffer for floats, doubles and 64-bit integers. The bytes go through eight bytes
// of shared memory, which are made at the first use: a startup snapshot can't hold memory.

const { badOffset, badWideValue } = require('buffer/bounds');

let words;     // The memory as two 32-bit words. All platforms that we know are little-endian.
let float;
let double;
let signed;
let unsigned;

function makeMemory() {
  words = new Int32Array(2);
  const { buffer } = words;
  float = new Float32Array(buffer);
  double = new Float64Array(buffer);
  signed = new BigInt64Array(buffer);
  unsigned = new BigUint64Array(buffer);
}

function wordLE(bytes, offset) {
  return bytes[offset] | bytes[offset + 1] << 8 | bytes[offset + 2] << 16 |
    bytes[offset + 3] << 24;
}

function wordBE(bytes, offset) {
  return bytes[offset] << 24 | bytes[offset + 1] << 16 | bytes[offset + 2] << 8 |
    bytes[offset + 3];
}

function putWordLE(bytes, word, offset) {
  bytes[offset] = word;
  bytes[offset + 1] = word >>> 8;
  bytes[offset + 2] = word >>> 16;
  bytes[offset + 3] = word >>> 24;
}

function putWordBE(bytes, word, offset) {
  bytes[offset] = word >>> 24;
  bytes[offset + 1] = word >>> 16;
  bytes[offset + 2] = word >>> 8;
  bytes[offset + 3] = word;
}

function check(bytes, offset, size) {
  if ((offset >>> 0) !== offset || offset + size > bytes.length) badOffset(bytes, offset, size);
  if (words === undefined) makeMemory();
}

// Eight bytes into the shared memory, and out of it.
function loadLE(bytes, offset) {
  check(bytes, offset, 8);
  words[0] = wordLE(bytes, offset);
  words[1] = wordLE(bytes, offset + 4);
}

function loadBE(bytes, offset) {
  check(bytes, offset, 8);
  words[1] = wordBE(bytes, offset);
  words[0] = wordBE(bytes, offset + 4);
}

function storeLE(bytes, offset) {
  putWordLE(bytes, words[0], offset);
  putWordLE(bytes, words[1], offset + 4);
  return offset + 8;
}

function storeBE(bytes, offset) {
  putWordBE(bytes, words[1], offset);
  putWordBE(bytes, words[0], offset + 4);
  return offset + 8;
}

function readFloatLE(offset = 0) {
  check(this, offset, 4);
  words[0] = wordLE(this, offset);
  return float[0];
}

function readFloatBE(offset = 0) {
  check(this, offset, 4);
  words[0] = wordBE(this, offset);
  return float[0];
}

function readDoubleLE(offset = 0) {
  loadLE(this, offset);
  return double[0];
}

function readDoubleBE(offset = 0) {
  loadBE(this, offset);
  return double[0];
}

function readBigInt64LE(offset = 0) {
  loadLE(this, offset);
  return signed[0];
}

function readBigInt64BE(offset = 0) {
  loadBE(this, offset);
  return signed[0];
}

function readBigUInt64LE(offset = 0) {
  loadLE(this, offset);
  return unsigned[0];
}

function readBigUInt64BE(offset = 0) {
  loadBE(this, offset);
  return unsigned[0];
}

function writeFloatLE(value, offset = 0) {
  value = +value;
  check(this, offset, 4);
  float[0] = value;
  putWordLE(this, words[0], offset);
  return offset + 4;
}

function writeFloatBE(value, offset = 0) {
  value = +value;
  check(this, offset, 4);
  float[0] = value;
  putWordBE(this, words[0], offset);
  return offset + 4;
}

function writeDoubleLE(value, offset = 0) {
  value = +value;
  check(this, offset, 8);
  double[0] = value;
  return storeLE(this, offset);
}

function writeDoubleBE(value, offset = 0) {
  value = +value;
  check(this, offset, 8);
  double[0] = value;
  return storeBE(this, offset);
}

// The words of V8's own TypeError: a store alone would take strings and booleans, too.
function requireBigInt(value) {
  if (typeof value === 'bigint') return;
  throw new TypeError('Cannot mix BigInt and other types, use explicit conversions');
}

function setSigned(bytes, value, offset) {
  if (value > 0x7fffffffffffffffn || value < -0x8000000000000000n) badWideValue(value, 64, true);
  check(bytes, offset, 8);
  requireBigInt(value);
  signed[0] = value;
}

function setUnsigned(bytes, value, offset) {
  if (value > 0xffffffffffffffffn || value < 0n) badWideValue(value, 64, false);
  check(bytes, offset, 8);
  requireBigInt(value);
  unsigned[0] = value;
}

function writeBigInt64LE(value, offset = 0) {
  setSigned(this, value, offset);
  return storeLE(this, offset);
}

function writeBigInt64BE(value, offset = 0) {
  setSigned(this, value, offset);
  return storeBE(this, offset);
}

function writeBigUInt64LE(value, offset = 0) {
  setUnsigned(this, value, offset);
  return storeLE(this, offset);
}

function writeBigUInt64BE(value, offset = 0) {
  setUnsigned(this, value, offset);
  return storeBE(this, offset);
}

const methods = {
  readBigUInt64LE,
  readBigUInt64BE,
  readBigUint64LE: readBigUInt64LE,
  readBigUint64BE: readBigUInt64BE,
  readBigInt64LE,
  readBigInt64BE,
  writeBigUInt64LE,
  writeBigUInt64BE,
  writeBigUint64LE: writeBigUInt64LE,
  writeBigUint64BE: writeBigUInt64BE,
  writeBigInt64LE,
  writeBigInt64BE,
  readFloatLE,
  readFloatBE,
  readDoubleLE,
  readDoubleBE,
  writeFloatLE,
  writeFloatBE,
  writeDoubleLE,
  writeDoubleBE,
};

module.exports = { methods };

'use strict';
// SPDX-License-Identifier: MIT

// The methods of Buffer that write integers: the counterpart of buffer/read. Each returns the
// offset behind what it wrote.
//
// The value is checked before the offset, but for the offset's type in single bytes. A store into a
// byte drops all higher bits.

const { badOffset, badSize, badValue, badWideValue } = require('buffer/bounds');

function writeUInt8(value, offset = 0) {
  value = +value;
  if (typeof offset !== 'number') badOffset(this, offset, 1);
  if (value > 0xff || value < 0) badValue(value, 0, 0xff);
  if ((offset >>> 0) !== offset || offset >= this.length) badOffset(this, offset, 1);
  this[offset] = value;
  return offset + 1;
}

function writeInt8(value, offset = 0) {
  value = +value;
  if (typeof offset !== 'number') badOffset(this, offset, 1);
  if (value > 0x7f || value < -0x80) badValue(value, -0x80, 0x7f);
  if ((offset >>> 0) !== offset || offset >= this.length) badOffset(this, offset, 1);
  this[offset] = value;
  return offset + 1;
}

function put16LE(buffer, value, offset) {
  if ((offset >>> 0) !== offset || offset + 1 >= buffer.length) badOffset(buffer, offset, 2);
  buffer[offset] = value;
  buffer[offset + 1] = value >>> 8;
  return offset + 2;
}

function put16BE(buffer, value, offset) {
  if ((offset >>> 0) !== offset || offset + 1 >= buffer.length) badOffset(buffer, offset, 2);
  buffer[offset] = value >>> 8;
  buffer[offset + 1] = value;
  return offset + 2;
}

function put32LE(buffer, value, offset) {
  if ((offset >>> 0) !== offset || offset + 3 >= buffer.length) badOffset(buffer, offset, 4);
  buffer[offset] = value;
  buffer[offset + 1] = value >>> 8;
  buffer[offset + 2] = value >>> 16;
  buffer[offset + 3] = value >>> 24;
  return offset + 4;
}

function put32BE(buffer, value, offset) {
  if ((offset >>> 0) !== offset || offset + 3 >= buffer.length) badOffset(buffer, offset, 4);
  buffer[offset] = value >>> 24;
  buffer[offset + 1] = value >>> 16;
  buffer[offset + 2] = value >>> 8;
  buffer[offset + 3] = value;
  return offset + 4;
}

function writeUInt16LE(value, offset = 0) {
  value = +value;
  if (value > 0xffff || value < 0) badValue(value, 0, 0xffff);
  return put16LE(this, value, offset);
}

function writeUInt16BE(value, offset = 0) {
  value = +value;
  if (value > 0xffff || value < 0) badValue(value, 0, 0xffff);
  return put16BE(this, value, offset);
}

function writeInt16LE(value, offset = 0) {
  value = +value;
  if (value > 0x7fff || value < -0x8000) badValue(value, -0x8000, 0x7fff);
  return put16LE(this, value, offset);
}

function writeInt16BE(value, offset = 0) {
  value = +value;
  if (value > 0x7fff || value < -0x8000) badValue(value, -0x8000, 0x7fff);
  return put16BE(this, value, offset);
}

function writeUInt32LE(value, offset = 0) {
  value = +value;
  if (value > 0xffffffff || value < 0) badValue(value, 0, 0xffffffff);
  return put32LE(this, value, offset);
}

function writeUInt32BE(value, offset = 0) {
  value = +value;
  if (value > 0xffffffff || value < 0) badValue(value, 0, 0xffffffff);
  return put32BE(this, value, offset);
}

function writeInt32LE(value, offset = 0) {
  value = +value;
  if (value > 0x7fffffff || value < -0x80000000) badValue(value, -0x80000000, 0x7fffffff);
  return put32LE(this, value, offset);
}

function writeInt32BE(value, offset = 0) {
  value = +value;
  if (value > 0x7fffffff || value < -0x80000000) badValue(value, -0x80000000, 0x7fffffff);
  return put32BE(this, value, offset);
}

function checkValue(value, size, signed) {
  const span = 2 ** (8 * size);
  const lowest = signed ? -span / 2 : 0;
  const highest = lowest + span - 1;
  if (value <= highest && value >= lowest) return;
  if (Number.isNaN(value)) return;
  if (size > 4) badWideValue(value, 8 * size, signed);
  badValue(value, lowest, highest);
}

function checkPlace(buffer, offset, size) {
  if ((offset >>> 0) !== offset || offset + size > buffer.length) badOffset(buffer, offset, size);
}

// Negative values are taken for their two's complement, as the bytes have it.
function writeLittleEndian(buffer, value, offset, size, signed) {
  if (!(size >= 1 && size <= 6 && Math.floor(size) === size)) badSize(size);
  value = +value;
  checkValue(value, size, signed);
  checkPlace(buffer, offset, size);
  let rest = Math.trunc(value) || 0;
  for (let i = 0; i < size; i++) {
    buffer[offset + i] = rest;
    rest = Math.floor(rest / 256);
  }
  return offset + size;
}

function writeBigEndian(buffer, value, offset, size, signed) {
  if (!(size >= 1 && size <= 6 && Math.floor(size) === size)) badSize(size);
  value = +value;
  checkValue(value, size, signed);
  checkPlace(buffer, offset, size);
  let rest = Math.trunc(value) || 0;
  for (let i = size - 1; i >= 0; i--) {
    buffer[offset + i] = rest;
    rest = Math.floor(rest / 256);
  }
  return offset + size;
}

function writeUIntLE(value, offset, byteLength) {
  return writeLittleEndian(this, value, offset, byteLength, false);
}

function writeUIntBE(value, offset, byteLength) {
  return writeBigEndian(this, value, offset, byteLength, false);
}

function writeIntLE(value, offset, byteLength) {
  return writeLittleEndian(this, value, offset, byteLength, true);
}

function writeIntBE(value, offset, byteLength) {
  return writeBigEndian(this, value, offset, byteLength, true);
}

const methods = {
  writeUIntLE,
  writeUInt32LE,
  writeUInt16LE,
  writeUInt8,
  writeUIntBE,
  writeUInt32BE,
  writeUInt16BE,
  writeUintLE: writeUIntLE,
  writeUint32LE: writeUInt32LE,
  writeUint16LE: writeUInt16LE,
  writeUint8: writeUInt8,
  writeUintBE: writeUIntBE,
  writeUint32BE: writeUInt32BE,
  writeUint16BE: writeUInt16BE,
  writeIntLE,
  writeInt32LE,
  writeInt16LE,
  writeInt8,
  writeIntBE,
  writeInt32BE,
  writeInt16BE,
};

module.exports = { methods };

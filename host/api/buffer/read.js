'use strict';
// SPDX-License-Identifier: MIT

// The methods of Buffer that read integers. Arithmetic on single bytes is what V8 compiles best:
// no DataView, no call.
//
// What is not a whole number is no index, so there is nothing at it; one look at the first and one at the
// last byte is cheaper than asking for the length.

const { badOffset, badSize } = require('buffer/bounds');

function readUInt8(offset = 0) {
  const value = typeof offset === 'number' ? this[offset] : undefined;
  if (value === undefined) badOffset(this, offset, 1);
  return value;
}

function readInt8(offset = 0) {
  const value = typeof offset === 'number' ? this[offset] : undefined;
  if (value === undefined) badOffset(this, offset, 1);
  return value << 24 >> 24;
}

function readUInt16LE(offset = 0) {
  const first = typeof offset === 'number' ? this[offset] : undefined;
  const last = first === undefined ? first : this[offset + 1];
  if (last === undefined) badOffset(this, offset, 2);
  return first | last << 8;
}

function readUInt16BE(offset = 0) {
  const first = typeof offset === 'number' ? this[offset] : undefined;
  const last = first === undefined ? first : this[offset + 1];
  if (last === undefined) badOffset(this, offset, 2);
  return first << 8 | last;
}

function readInt16LE(offset = 0) {
  const first = typeof offset === 'number' ? this[offset] : undefined;
  const last = first === undefined ? first : this[offset + 1];
  if (last === undefined) badOffset(this, offset, 2);
  return first | last << 24 >> 16;
}

function readInt16BE(offset = 0) {
  const first = typeof offset === 'number' ? this[offset] : undefined;
  const last = first === undefined ? first : this[offset + 1];
  if (last === undefined) badOffset(this, offset, 2);
  return first << 24 >> 16 | last;
}

function readInt32LE(offset = 0) {
  const first = typeof offset === 'number' ? this[offset] : undefined;
  const last = first === undefined ? first : this[offset + 3];
  if (last === undefined) badOffset(this, offset, 4);
  return first | this[offset + 1] << 8 | this[offset + 2] << 16 | last << 24;
}

function readInt32BE(offset = 0) {
  const first = typeof offset === 'number' ? this[offset] : undefined;
  const last = first === undefined ? first : this[offset + 3];
  if (last === undefined) badOffset(this, offset, 4);
  return first << 24 | this[offset + 1] << 16 | this[offset + 2] << 8 | last;
}

function readUInt32LE(offset = 0) {
  const first = typeof offset === 'number' ? this[offset] : undefined;
  const last = first === undefined ? first : this[offset + 3];
  if (last === undefined) badOffset(this, offset, 4);
  return (first | this[offset + 1] << 8 | this[offset + 2] << 16 | last << 24) >>> 0;
}

function readUInt32BE(offset = 0) {
  const first = typeof offset === 'number' ? this[offset] : undefined;
  const last = first === undefined ? first : this[offset + 3];
  if (last === undefined) badOffset(this, offset, 4);
  return (first << 24 | this[offset + 1] << 16 | this[offset + 2] << 8 | last) >>> 0;
}

// Any size from 1 to 6 bytes.
function checkPlace(buffer, offset, size) {
  if ((offset >>> 0) !== offset || offset + size > buffer.length) badOffset(buffer, offset, size);
}

function littleEndian(buffer, offset, size) {
  let value = 0;
  for (let i = size - 1; i >= 0; i--) value = value * 256 + buffer[offset + i];
  return value;
}

function bigEndian(buffer, offset, size) {
  let value = 0;
  for (let i = 0; i < size; i++) value = value * 256 + buffer[offset + i];
  return value;
}

// Two's complement of 8 to 48 bits.
function toSigned(value, size) {
  const limit = 2 ** (8 * size - 1);
  return value < limit ? value : value - 2 * limit;
}

function isSize(size) {
  return size === 1 || size === 2 || size === 3 || size === 4 || size === 5 || size === 6;
}

function requireOffset(buffer, offset, size) {
  if (offset === undefined) badOffset(buffer, offset, size);
}

function readUIntLE(offset, byteLength) {
  requireOffset(this, offset, byteLength);
  if (!isSize(byteLength)) badSize(byteLength);
  checkPlace(this, offset, byteLength);
  return littleEndian(this, offset, byteLength);
}

function readUIntBE(offset, byteLength) {
  requireOffset(this, offset, byteLength);
  if (!isSize(byteLength)) badSize(byteLength);
  checkPlace(this, offset, byteLength);
  return bigEndian(this, offset, byteLength);
}

function readIntLE(offset, byteLength) {
  requireOffset(this, offset, byteLength);
  if (!isSize(byteLength)) badSize(byteLength);
  checkPlace(this, offset, byteLength);
  return toSigned(littleEndian(this, offset, byteLength), byteLength);
}

function readIntBE(offset, byteLength) {
  requireOffset(this, offset, byteLength);
  if (!isSize(byteLength)) badSize(byteLength);
  checkPlace(this, offset, byteLength);
  return toSigned(bigEndian(this, offset, byteLength), byteLength);
}

const methods = {
  readUIntLE,
  readUInt32LE,
  readUInt16LE,
  readUInt8,
  readUIntBE,
  readUInt32BE,
  readUInt16BE,
  readUintLE: readUIntLE,
  readUint32LE: readUInt32LE,
  readUint16LE: readUInt16LE,
  readUint8: readUInt8,
  readUintBE: readUIntBE,
  readUint32BE: readUInt32BE,
  readUint16BE: readUInt16BE,
  readIntLE,
  readInt32LE,
  readInt16LE,
  readInt8,
  readIntBE,
  readInt32BE,
  readInt16BE,
};

module.exports = { methods };

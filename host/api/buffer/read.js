'use strict';
// SPDX-License-Identifier: MIT

// The methods of Buffer that read integers. Arithmetic on single bytes is what V8 compiles best:
// no DataView, no call.
//
// `(offset >>> 0) !== offset` is true for all that is not a whole number from 0 to 2 ** 32 - 1.

const { badOffset, badSize } = require('buffer/bounds');

function readUInt8(offset = 0) {
  if ((offset >>> 0) !== offset || offset >= this.length) badOffset(this, offset, 1);
  return this[offset];
}

function readInt8(offset = 0) {
  if ((offset >>> 0) !== offset || offset >= this.length) badOffset(this, offset, 1);
  return this[offset] << 24 >> 24;
}

function readUInt16LE(offset = 0) {
  if ((offset >>> 0) !== offset || offset + 1 >= this.length) badOffset(this, offset, 2);
  return this[offset] | this[offset + 1] << 8;
}

function readUInt16BE(offset = 0) {
  if ((offset >>> 0) !== offset || offset + 1 >= this.length) badOffset(this, offset, 2);
  return this[offset] << 8 | this[offset + 1];
}

function readInt16LE(offset = 0) {
  if ((offset >>> 0) !== offset || offset + 1 >= this.length) badOffset(this, offset, 2);
  return this[offset] | this[offset + 1] << 24 >> 16;
}

function readInt16BE(offset = 0) {
  if ((offset >>> 0) !== offset || offset + 1 >= this.length) badOffset(this, offset, 2);
  return this[offset] << 24 >> 16 | this[offset + 1];
}

function readInt32LE(offset = 0) {
  if ((offset >>> 0) !== offset || offset + 3 >= this.length) badOffset(this, offset, 4);
  return this[offset] | this[offset + 1] << 8 | this[offset + 2] << 16 | this[offset + 3] << 24;
}

function readInt32BE(offset = 0) {
  if ((offset >>> 0) !== offset || offset + 3 >= this.length) badOffset(this, offset, 4);
  return this[offset] << 24 | this[offset + 1] << 16 | this[offset + 2] << 8 | this[offset + 3];
}

function readUInt32LE(offset = 0) {
  if ((offset >>> 0) !== offset || offset + 3 >= this.length) badOffset(this, offset, 4);
  return (this[offset] | this[offset + 1] << 8 | this[offset + 2] << 16 |
    this[offset + 3] << 24) >>> 0;
}

function readUInt32BE(offset = 0) {
  if ((offset >>> 0) !== offset || offset + 3 >= this.length) badOffset(this, offset, 4);
  return (this[offset] << 24 | this[offset + 1] << 16 | this[offset + 2] << 8 |
    this[offset + 3]) >>> 0;
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

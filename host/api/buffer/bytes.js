'use strict';
// SPDX-License-Identifier: MIT

// The methods of Buffer that take bytes as bytes: views, copies, comparing, searching, swapping.

const native = internalBinding('buffer');
const { FastBuffer, kMaxLength } = require('buffer/class');
const { findEncoding, utf8 } = require('buffer/encodings');
const { fill } = require('buffer/fill');
const { codes } = require('internal/errors');
const { types: { isUint8Array } } = require('internal/types');
const { validateBuffer, validateInteger } = require('internal/validate');

const {
  ERR_INVALID_ARG_TYPE, ERR_INVALID_BUFFER_SIZE, ERR_OUT_OF_RANGE, ERR_UNKNOWN_ENCODING,
} = codes;

const BYTES = ['Buffer', 'Uint8Array'];
const setBytes = Uint8Array.prototype.set;

/**
 * Orders two buffers as sort() wants it.
 *
 * @param {Uint8Array} buf1
 * @param {Uint8Array} buf2
 */
function compareBuffers(buf1, buf2) {
  if (!isUint8Array(buf1)) throw new ERR_INVALID_ARG_TYPE('buf1', BYTES, buf1);
  if (!isUint8Array(buf2)) throw new ERR_INVALID_ARG_TYPE('buf2', BYTES, buf2);
  return buf1 === buf2 ? 0 : native.compare(buf1, buf2);
}

function equals(other) {
  if (!isUint8Array(other)) throw new ERR_INVALID_ARG_TYPE('otherBuffer', BYTES, other);
  if (this === other) return true;
  return this.byteLength === other.byteLength && native.equals(this, other);
}

function compare(target, targetStart, targetEnd, sourceStart, sourceEnd) {
  if (!isUint8Array(target)) throw new ERR_INVALID_ARG_TYPE('target', BYTES, target);
  if (arguments.length === 1) return native.compare(this, target);
  const offset = (value, name, missing, most) => {
    if (value === undefined) return missing;
    validateInteger(value, name, 0, most);
    return value;
  };
  const theirStart = offset(targetStart, 'targetStart', 0, kMaxLength);
  const theirEnd = offset(targetEnd, 'targetEnd', target.length, target.length);
  const ourStart = offset(sourceStart, 'sourceStart', 0, kMaxLength);
  const ourEnd = offset(sourceEnd, 'sourceEnd', this.length, this.length);
  if (ourStart >= ourEnd) return theirStart >= theirEnd ? 0 : -1;
  if (theirStart >= theirEnd) return 1;
  return native.compareParts(this, target, ourStart, ourEnd, theirStart, theirEnd);
}

function toInteger(value, missing) {
  const number = +value;
  return Number.isNaN(number) ? missing :
    number >= Number.MIN_SAFE_INTEGER && number <= Number.MAX_SAFE_INTEGER ?
      Math.floor(number) : missing;
}

// The offsets of copy() that are not all left out.
function copyPart(source, target, targetStart, sourceStart, sourceEnd) {
  let to = 0;
  let from = 0;
  let end = source.length;
  if (targetStart !== undefined) {
    to = toInteger(targetStart, 0);
    if (to < 0) throw new ERR_OUT_OF_RANGE('targetStart', '>= 0', to);
  }
  if (sourceStart !== undefined) {
    from = toInteger(sourceStart, 0);
    if (from < 0 || from > source.length) {
      throw new ERR_OUT_OF_RANGE('sourceStart', `>= 0 && <= ${source.length}`, from);
    }
  }
  if (sourceEnd !== undefined) {
    end = toInteger(sourceEnd, 0);
    if (end < 0) throw new ERR_OUT_OF_RANGE('sourceEnd', '>= 0', end);
  }
  if (to >= target.length || from >= end) return 0;
  return native.copy(source, target, to, from, end - from);
}

function copy(target, targetStart, sourceStart, sourceEnd) {
  if (!isUint8Array(this)) throw new ERR_INVALID_ARG_TYPE('source', BYTES, this);
  if (!isUint8Array(target)) throw new ERR_INVALID_ARG_TYPE('target', BYTES, target);
  const start = targetStart === undefined ? 0 : targetStart;
  if (sourceStart === undefined && sourceEnd === undefined && (start >>> 0) === start &&
      start + this.length <= target.length) {
    setBytes.call(target, this, start);
    return this.length;
  }
  return copyPart(this, target, targetStart, sourceStart, sourceEnd);
}

// Where a view begins or ends: negative offsets count from the end.
function clamp(offset, length) {
  const place = Math.trunc(offset);
  if (place > 0) return place < length ? place : length;
  return place < 0 && place + length > 0 ? place + length : 0;
}

function subarray(start, end) {
  const { length } = this;
  const from = start === undefined ? 0 : clamp(start, length);
  const to = end === undefined ? length : clamp(end, length);
  return new FastBuffer(this.buffer, this.byteOffset + from, to > from ? to - from : 0);
}

function slice(start, end) {
  return this.subarray(start, end);
}

// indexOf(value[, offset][, encoding]), in both directions.
function search(buffer, value, offset, encodingName, forwards) {
  if (!ArrayBuffer.isView(buffer)) validateBuffer(buffer);
  if (typeof offset === 'string') {
    encodingName = offset;
    offset = undefined;
  }
  let from = Math.max(-0x80000000, Math.min(0x7fffffff, +offset));
  if (Number.isNaN(from)) from = forwards ? 0 : buffer.length;
  from = Math.trunc(from);

  if (typeof value === 'number') {
    return native.indexOfNumber(buffer, value & 255, from, 0, forwards);
  }
  const encoding = encodingName === undefined ? utf8 : findEncoding(encodingName);
  if (typeof value === 'string') {
    if (encoding === undefined) throw new ERR_UNKNOWN_ENCODING(encodingName);
    return native.indexOfString(buffer, value, from, encoding.id, forwards);
  }
  if (isUint8Array(value)) {
    return native.indexOfBytes(buffer, value, from, encoding?.id ?? utf8.id, forwards);
  }
  throw new ERR_INVALID_ARG_TYPE('value', ['number', 'string', 'Buffer', 'Uint8Array'], value);
}

function indexOf(value, offset, encoding) {
  return search(this, value, offset, encoding, true);
}

function lastIndexOf(value, offset, encoding) {
  return search(this, value, offset, encoding, false);
}

function includes(value, offset, encoding) {
  return this.indexOf(value, offset, encoding) !== -1;
}

function swap16() {
  if (this.length % 2 !== 0) throw new ERR_INVALID_BUFFER_SIZE('16-bits');
  native.swap16(this);
  return this;
}

function swap32() {
  if (this.length % 4 !== 0) throw new ERR_INVALID_BUFFER_SIZE('32-bits');
  native.swap32(this);
  return this;
}

function swap64() {
  if (this.length % 8 !== 0) throw new ERR_INVALID_BUFFER_SIZE('64-bits');
  native.swap64(this);
  return this;
}

const methods = {
  copy,
  equals,
  compare,
  indexOf,
  lastIndexOf,
  includes,
  fill(value, offset, end, encoding) {
    return fill(this, value, offset, end, encoding);
  },
  subarray,
  slice,
  swap16,
  swap32,
  swap64,
};

module.exports = { compareBuffers, methods };

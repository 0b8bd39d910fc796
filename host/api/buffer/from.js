'use strict';
// SPDX-License-Identifier: MIT

// The functions of Buffer that make buffers: from(), alloc(), concat() and their kin.

const native = internalBinding('buffer');
const { Buffer, FastBuffer, allocate, allocateWritten, kMaxLength, validateSize } =
  require('buffer/class');
const { findEncoding, utf8 } = require('buffer/encodings');
const { fill } = require('buffer/fill');
const { codes } = require('internal/errors');
const { types: { isAnyArrayBuffer, isTypedArray, isUint8Array } } = require('internal/types');
const { validateArray, validateInteger } = require('internal/validate');

const { ERR_BUFFER_OUT_OF_BOUNDS, ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING } = codes;

// UTF-8 of a text that is too long for the slab. ASCII, the usual case, is written at once.
function fromLongUtf8(string) {
  const guess = new FastBuffer(native.utf8Guess(string));
  const size = native.utf8Fill(guess, string);
  if (size === guess.length) return guess;
  const exact = new FastBuffer(size);
  native.utf8Fill(exact, string);
  return exact;
}

function fromUtf8(string) {
  const half = Buffer.poolSize >>> 1;
  const most = string.length * 3;
  if (most < half) return allocateWritten(string, most, utf8.write);
  if (string.length >= half) return fromLongUtf8(string);
  const size = native.byteLengthUtf8(string);
  return size < half ? allocateWritten(string, size, utf8.write) : fromLongUtf8(string);
}

function fromString(string, encodingName) {
  if (typeof encodingName !== 'string' || encodingName.length === 0 || encodingName === 'utf8') {
    return string.length === 0 ? new FastBuffer() : fromUtf8(string);
  }
  const encoding = findEncoding(encodingName);
  if (encoding === undefined) throw new ERR_UNKNOWN_ENCODING(encodingName);
  if (string.length === 0) return new FastBuffer();
  if (encoding === utf8) return fromUtf8(string);

  const most = encoding.byteLength(string);
  if (most < Buffer.poolSize >>> 1) return allocateWritten(string, most, encoding.write);
  const whole = new FastBuffer(most);
  const written = encoding.write(whole, string, 0, most);
  // Base64 with line ends and ill-formed hex make fewer bytes than their length says.
  return written === most ? whole : new FastBuffer(whole.buffer, 0, written);
}

function fromArrayBuffer(memory, byteOffset, length) {
  let start = 0;
  if (byteOffset !== undefined) {
    start = +byteOffset;
    if (Number.isNaN(start)) start = 0;
  }
  const most = memory.byteLength - start;
  if (most < 0) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
  if (length === undefined) return new FastBuffer(memory, start, most);
  const size = +length;
  if (!(size > 0)) return new FastBuffer(memory, start, 0);
  if (size > most) throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
  return new FastBuffer(memory, start, size);
}

// Arrays of a few elements are copied faster here than by a built-in. So are bytes, up to a length,
// by a built-in than by a call into C++.
const SHORT = 32;
const SHORT_COPY = 1024;

function fromArrayLike(list) {
  const size = Math.trunc(list.length);
  if (!(size > 0)) return new FastBuffer();
  const made = allocate(size);
  if (size <= SHORT && Array.isArray(list)) {
    for (let i = 0; i < size; i++) made[i] = list[i];
  } else {
    made.set(list);
  }
  return made;
}

function fromBytes(bytes) {
  const size = bytes.length;
  if (size === 0) return new FastBuffer();
  const made = allocate(size);
  if (size <= SHORT_COPY) made.set(bytes);
  else native.copy(bytes, made, 0, 0, size);
  return made;
}

// What has a length, or is what JSON.parse() makes of a buffer.
function fromShape(value) {
  if (value.length !== undefined || isAnyArrayBuffer(value.buffer)) {
    return typeof value.length === 'number' ? fromArrayLike(value) : new FastBuffer();
  }
  if (value.type === 'Buffer' && Array.isArray(value.data)) return fromArrayLike(value.data);
  return undefined;
}

function fromObject(value, encodingOrOffset, length) {
  if (isUint8Array(value)) return fromBytes(value);
  if (isAnyArrayBuffer(value)) return fromArrayBuffer(value, encodingOrOffset, length);
  const plain = value.valueOf && value.valueOf();
  const isPlainer = plain != null && plain !== value;
  if (isPlainer && (typeof plain === 'string' || typeof plain === 'object')) {
    return from(plain, encodingOrOffset, length);
  }
  const made = fromShape(value);
  if (made !== undefined) return made;
  if (typeof value[Symbol.toPrimitive] === 'function') {
    const primitive = value[Symbol.toPrimitive]('string');
    if (typeof primitive === 'string') return fromString(primitive, encodingOrOffset);
  }
  return undefined;
}

/**
 * @param {string | ArrayLike<number> | ArrayBufferLike | object} value
 * @param {string | number} [encodingOrOffset]
 * @param {number} [length]
 */
function from(value, encodingOrOffset, length) {
  if (typeof value === 'string') return fromString(value, encodingOrOffset);
  const made = typeof value === 'object' && value !== null ?
    fromObject(value, encodingOrOffset, length) : undefined;
  if (made !== undefined) return made;
  throw new ERR_INVALID_ARG_TYPE(
    'first argument', ['string', 'Buffer', 'ArrayBuffer', 'Array', 'Array-like Object'], value);
}

/**
 * @param {ArrayBufferView} view a typed array
 * @param {number} [offset] in elements
 * @param {number} [length] in elements
 */
function copyBytesFrom(view, offset, length) {
  if (!isTypedArray(view)) throw new ERR_INVALID_ARG_TYPE('view', ['TypedArray'], view);
  if (view.length === 0) return new FastBuffer();
  let start = 0;
  if (offset !== undefined) {
    validateInteger(offset, 'offset', 0);
    if (offset >= view.length) return new FastBuffer();
    start = offset;
  }
  let end = view.length;
  if (length !== undefined) {
    validateInteger(length, 'length', 0);
    end = start + length;
  }
  const part = view.slice(start, end);
  return fromBytes(new Uint8Array(part.buffer, part.byteOffset, part.byteLength));
}

function of(...items) {
  const made = allocate(items.length);
  for (let i = 0; i < items.length; i++) made[i] = items[i];
  return made;
}

/**
 * @param {number} size
 * @param {string | number | Uint8Array} [value] what it is filled with
 * @param {string} [encoding]
 */
function alloc(size, value, encoding) {
  validateSize(size);
  const made = new FastBuffer(size);
  return value !== undefined && value !== 0 && size > 0 ? fill(made, value, 0, size, encoding) :
    made;
}

function allocUnsafe(size) {
  validateSize(size);
  return allocate(size);
}

function allocUnsafeSlow(size) {
  validateSize(size);
  return new FastBuffer(size);
}

/**
 * @param {Uint8Array[]} list
 * @param {number} [length] of all together
 */
function concat(list, length) {
  validateArray(list, 'list');
  if (list.length === 0) return new FastBuffer();
  let total = 0;
  if (length === undefined) {
    for (let i = 0; i < list.length; i++) {
      if (list[i].length) total += list[i].length;
    }
  } else {
    validateInteger(length, 'length', 0, kMaxLength);
    total = length;
  }

  const joined = allocate(total);
  let end = 0;
  for (let i = 0; i < list.length; i++) {
    const part = list[i];
    if (!isUint8Array(part)) {
      throw new ERR_INVALID_ARG_TYPE(`list[${i}]`, ['Buffer', 'Uint8Array'], part);
    }
    if (part.length <= SHORT_COPY && end + part.length <= total) {
      joined.set(part, end);
      end += part.length;
    } else {
      end += native.copy(part, joined, end, 0, total - end);
    }
  }
  // The list was shorter than `length` said.
  if (end < total) joined.fill(0, end, total);
  return joined;
}

module.exports = { alloc, allocUnsafe, allocUnsafeSlow, concat, copyBytesFrom, from, of };

'use strict';
// SPDX-License-Identifier: MIT

// Random bytes, numbers and UUIDs.

const { native } = require('crypto/start');
const { FastBuffer } = require('buffer/class');
const { Buffer, kMaxLength } = require('buffer');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } } = require('internal/errors');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/types').types;
const {
  validateBoolean, validateFunction, validateNumber, validateObject,
} = require('internal/validate');

const MOST = Math.min(kMaxLength, 2 ** 31 - 1);

function checkOffset(offset, elementSize, length) {
  validateNumber(offset, 'offset');
  const bytes = offset * elementSize;
  const most = Math.min(length, MOST);
  if (Number.isNaN(bytes) || bytes > most || bytes < 0) {
    throw new ERR_OUT_OF_RANGE('offset', `>= 0 && <= ${most}`, bytes);
  }
  return bytes >>> 0;
}

function checkSize(size, elementSize, offset, length) {
  validateNumber(size, 'size');
  const bytes = size * elementSize;
  if (Number.isNaN(bytes) || bytes > MOST || bytes < 0) {
    throw new ERR_OUT_OF_RANGE('size', `>= 0 && <= ${MOST}`, bytes);
  }
  if (bytes + offset > length) {
    throw new ERR_OUT_OF_RANGE('size + offset', `<= ${length}`, bytes + offset);
  }
  return bytes >>> 0;
}

function checkBuffer(buffer) {
  if (!isAnyArrayBuffer(buffer) && !isArrayBufferView(buffer)) {
    throw new ERR_INVALID_ARG_TYPE('buf', ['ArrayBuffer', 'ArrayBufferView'], buffer);
  }
}

function rangeOf(buffer, offset, size) {
  const elementSize = buffer.BYTES_PER_ELEMENT || 1;
  const start = checkOffset(offset, elementSize, buffer.byteLength);
  if (size === undefined) return [start, buffer.byteLength - start];
  return [start, checkSize(size, elementSize, start, buffer.byteLength)];
}

function randomFillSync(buf, offset = 0, size = undefined) {
  checkBuffer(buf);
  native.fill(buf, ...rangeOf(buf, offset, size));
  return buf;
}

/**
 * Fills a buffer, or a part of it, in the thread pool.
 *
 * @param {ArrayBuffer | NodeJS.ArrayBufferView} buf
 * @param {number} [offset]
 * @param {number} [size]
 * @param {(error: Error | null, buf: typeof buf) => void} callback
 */
function randomFill(buf, offset, size, callback) {
  checkBuffer(buf);
  if (typeof offset === 'function') {
    [offset, size, callback] = [0, buf.byteLength, offset];
    size /= buf.BYTES_PER_ELEMENT || 1;
  } else if (typeof size === 'function') {
    [size, callback] = [undefined, size];
  } else {
    validateFunction(callback, 'callback');
  }
  const [start, bytes] = rangeOf(buf, offset, size);
  if (bytes === 0) return void callback(null, buf);
  native.fill(buf, start, bytes, (error) => (error ? callback(error) : callback(null, buf)));
}

function randomBytes(size, callback) {
  size = checkSize(size, 1, 0, Infinity);
  if (callback !== undefined) validateFunction(callback, 'callback');
  const buffer = new FastBuffer(size);
  if (callback === undefined) return randomFillSync(buffer, 0, size);
  native.fill(buffer, 0, size, (error) => (error ? callback(error) : callback(null, buffer)));
  return undefined;
}

const RANGE = 2 ** 48 - 1;
const BYTES_OF_INT = 6;
let ints = null;  // Random bytes that wait to become integers.
let nextInt = 0;

// One without bias: of those that the range does not divide, none.
function takeInt(range) {
  const limit = RANGE - (RANGE % range);
  for (;;) {
    if (ints === null || nextInt === ints.length) {
      ints = randomFillSync(ints ?? Buffer.alloc(BYTES_OF_INT * 128));
      nextInt = 0;
    }
    const number = ints.readUIntBE(nextInt, BYTES_OF_INT);
    ints.fill(0, nextInt, nextInt + BYTES_OF_INT);
    nextInt += BYTES_OF_INT;
    if (number < limit) return number % range;
  }
}

/** An integer from `min` (0 when left out) up to, but not including, `max`. */
function randomInt(min, max, callback) {
  const onlyMax = max === undefined || typeof max === 'function';
  if (onlyMax) [min, max, callback] = [0, min, max];
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (!Number.isSafeInteger(min)) throw new ERR_INVALID_ARG_TYPE('min', 'a safe integer', min);
  if (!Number.isSafeInteger(max)) throw new ERR_INVALID_ARG_TYPE('max', 'a safe integer', max);
  if (max <= min) {
    throw new ERR_OUT_OF_RANGE('max', `greater than the value of "min" (${min})`, max);
  }
  const range = max - min;
  if (!(range <= RANGE)) {
    throw new ERR_OUT_OF_RANGE(onlyMax ? 'max' : 'max - min', `<= ${RANGE}`, range);
  }
  const number = takeInt(range) + min;
  if (callback === undefined) return number;
  process.nextTick(callback, undefined, number);
  return undefined;
}

const BYTES_OF_UUID = 16;
let uuids = null;
let nextUuid = 0;

function uuidBytes(cached) {
  if (!cached) return randomBytes(BYTES_OF_UUID);
  if (uuids === null || nextUuid === uuids.length) {
    uuids = randomFillSync(uuids ?? Buffer.alloc(BYTES_OF_UUID * 128));
    nextUuid = 0;
  }
  const bytes = uuids.subarray(nextUuid, nextUuid += BYTES_OF_UUID);
  return bytes;
}

/** A random UUID, of version 4 of RFC 4122. */
function randomUUID(options) {
  if (options !== undefined) validateObject(options, 'options');
  const { disableEntropyCache = false } = options ?? {};
  validateBoolean(disableEntropyCache, 'options.disableEntropyCache');
  const bytes = uuidBytes(!disableEntropyCache);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = bytes.hexSlice(0, BYTES_OF_UUID);
  bytes.fill(0);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${
    hex.slice(20)}`;
}

module.exports = { randomBytes, randomFill, randomFillSync, randomInt, randomUUID };

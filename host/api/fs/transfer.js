'use strict';
// SPDX-License-Identifier: MIT

// The many argument forms of read and write become one: { buffer, offset, length, position }.

const {
  ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE,
} = require('internal/errors').codes;
const { toReadPosition, toWritePosition } = require('fs/flags');
const {
  validateBuffer, validateEncoding, validateInt32, validateInteger, validateObject,
} = require('internal/validate');

const DEFAULT_READ = 16384;

function checkOptions(options) {
  if (options !== undefined) validateObject(options, 'options', { nullable: true });
}

function checkReadRange(offset, length, size) {
  if (offset < 0) throw new ERR_OUT_OF_RANGE('offset', '>= 0', offset);
  if (length < 0) throw new ERR_OUT_OF_RANGE('length', '>= 0', length);
  if (offset + length > size) {
    throw new ERR_OUT_OF_RANGE('length', `<= ${size - offset}`, length);
  }
}

function checkWriteRange(offset, length, size) {
  if (offset > size) throw new ERR_OUT_OF_RANGE('offset', `<= ${size}`, offset);
  if (length > size - offset) {
    throw new ERR_OUT_OF_RANGE('length', `<= ${size - offset}`, length);
  }
  if (length < 0) throw new ERR_OUT_OF_RANGE('length', '>= 0', length);
  validateInt32(length, 'length', 0);
}

/**
 * @param {any[]} args what the script gave after the descriptor, without the callback
 * @returns {{ buffer: ArrayBufferView, offset: number, length: number,
 *             position: number | bigint }} `length` 0: there is nothing to do
 */
function readArguments(args) {
  let [buffer, offset, length, position = null] = args;
  if (args.length <= 2 || (offset !== null && typeof offset === 'object')) {
    let options = offset;
    if (args.length <= 1 && !ArrayBuffer.isView(buffer)) {
      options = buffer;
      checkOptions(options);
      ({ buffer = Buffer.alloc(DEFAULT_READ) } = options ?? {});
    }
    checkOptions(options);
    ({ offset = 0, length = buffer?.byteLength - offset, position = null } = options ?? {});
  }
  validateBuffer(buffer);
  if (offset === null || offset === undefined) offset = 0;
  else validateInteger(offset, 'offset', 0);
  length |= 0;
  if (length !== 0) {
    if (buffer.byteLength === 0) {
      throw new ERR_INVALID_ARG_VALUE('buffer', buffer, 'is empty and cannot be written');
    }
    checkReadRange(offset, length, buffer.byteLength);
    position = toReadPosition(position, length);
  }
  return { buffer, offset, length, position };
}

function checkText(text, name = 'buffer') {
  if (typeof text !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(
      name, ['string', 'Buffer', 'TypedArray', 'DataView'], text);
  }
}

/**
 * @param {any[]} args what the script gave after the descriptor, without the callback:
 *   (view, offset, length, position), (view, options) or (text, position, encoding)
 */
function writeArguments([data, offset, length, position]) {
  if (!ArrayBuffer.isView(data)) {
    checkText(data);
    const encoding = typeof length === 'string' ? length : 'utf8';
    validateEncoding(data, encoding);
    const buffer = Buffer.from(data, encoding);
    return { buffer, offset: 0, length: buffer.byteLength, position: toWritePosition(offset) };
  }
  if (typeof offset === 'object') {
    ({ offset = 0, length = data.byteLength - offset, position = null } = offset ?? {});
  }
  if (offset === null || offset === undefined) offset = 0;
  else validateInteger(offset, 'offset', 0);
  if (typeof length !== 'number') length = data.byteLength - offset;
  checkWriteRange(offset, length, data.byteLength);
  return { buffer: data, offset, length, position: toWritePosition(position) };
}

function checkBuffers(buffers) {
  if (!Array.isArray(buffers) || !buffers.every((one) => ArrayBuffer.isView(one))) {
    throw new ERR_INVALID_ARG_TYPE('buffers', 'ArrayBufferView[]', buffers);
  }
}

module.exports = { checkBuffers, checkText, readArguments, writeArguments };

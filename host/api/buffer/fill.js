'use strict';
// SPDX-License-Identifier: MIT

// Buffer.prototype.fill: numbers by the typed arrays' own fill, texts and bytes natively.

const native = internalBinding('buffer');
const { kMaxLength } = require('buffer/class');
const { findEncoding, latin1, utf8 } = require('buffer/encodings');
const { codes } = require('internal/errors');
const { validateInteger, validateString } = require('internal/validate');

const { ERR_BUFFER_OUT_OF_BOUNDS, ERR_INVALID_ARG_VALUE, ERR_UNKNOWN_ENCODING } = codes;

const fillBytes = Uint8Array.prototype.fill;

function encodingOf(name) {
  if (name == null || name === '') return utf8;
  const encoding = typeof name === 'string' ? findEncoding(name) : undefined;
  if (encoding !== undefined) return encoding;
  validateString(name, 'encoding');
  throw new ERR_UNKNOWN_ENCODING(name);
}

// A text of one byte is that byte; other texts stay what they are.
function singleByte(text, encoding) {
  if (text.length === 0) return 0;
  if (text.length > 1) return text;
  const code = text.charCodeAt(0);
  if (encoding === utf8 && code < 128) return code;
  return encoding === latin1 ? code : text;
}

/**
 * fill(value), fill(value, encoding), fill(value, offset[, end][, encoding])
 *
 * @param {Uint8Array} target
 * @param {unknown} value
 * @param {number | string} [offset]
 * @param {number | string} [end]
 * @param {string} [encodingName]
 */
function fill(target, value, offset, end, encodingName) {
  let pattern = value;
  let encoding = utf8;
  if (typeof value === 'string') {
    if (offset === undefined || typeof offset === 'string') {
      [encodingName, offset, end] = [offset, undefined, undefined];
    } else if (typeof end === 'string') {
      [encodingName, end] = [end, undefined];
    }
    encoding = encodingOf(encodingName);
    pattern = singleByte(value, encoding);
  }

  if (offset === undefined) {
    offset = 0;
    end = target.length;
  } else {
    validateInteger(offset, 'offset', 0, kMaxLength);
    if (end === undefined) end = target.length;
    else validateInteger(end, 'end', 0, target.length);
    if (offset >= end) return target;
  }

  if (typeof pattern !== 'string' && !ArrayBuffer.isView(pattern)) {
    if (end > target.byteLength) throw new ERR_BUFFER_OUT_OF_BOUNDS();
    return fillBytes.call(target, +pattern & 255, offset, end);
  }
  if (!native.fill(target, offset, end, pattern, encoding.id)) {
    throw new ERR_INVALID_ARG_VALUE('value', value);
  }
  return target;
}

module.exports = { fill };

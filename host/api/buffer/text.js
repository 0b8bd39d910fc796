'use strict';
// SPDX-License-Identifier: MIT

// The methods of Buffer that turn bytes into text and text into bytes.

const native = internalBinding('buffer');
const { findEncoding, utf8 } = require('buffer/encodings');
const { codes } = require('internal/errors');
const { customInspect, inspect } = require('internal/inspect');
const { types: { isAnyArrayBuffer, isArrayBufferView } } = require('internal/types');
const { validateInteger, validateNumber } = require('internal/validate');

const { getOwnNonIndexProperties } = internalBinding('util');
const { ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING } = codes;

const settings = { inspectMaxBytes: 50 };

/**
 * @param {unknown} name
 * @returns {boolean} whether it names an encoding
 */
function isEncoding(name) {
  return typeof name === 'string' && name.length !== 0 && findEncoding(name) !== undefined;
}

const SHORT = 32;

function isAscii(text) {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) return false;
  return true;
}

/**
 * @param {string | ArrayBufferView | ArrayBufferLike} value
 * @param {string} [encoding]
 */
function byteLength(value, encoding) {
  if (typeof value !== 'string') {
    if (isArrayBufferView(value) || isAnyArrayBuffer(value)) return value.byteLength;
    throw new ERR_INVALID_ARG_TYPE('string', ['string', 'Buffer', 'ArrayBuffer'], value);
  }
  const { length } = value;
  if (length === 0) return 0;
  const found = encoding === undefined || encoding === 'utf8' || !encoding ? utf8 :
    findEncoding(encoding) ?? utf8;
  // Short text is looked through sooner than C++ is called.
  if (found === utf8 && length <= SHORT && isAscii(value)) return length;
  return found.byteLength(value);
}

function toString(encodingName, start, end) {
  const { length } = this;
  if (arguments.length === 0) return this.utf8Slice(0, length);
  let from = 0;
  if (start >= length) return '';
  if (start > 0) from = Math.trunc(start);
  const to = end === undefined || end >= length ? length : Math.trunc(end) || 0;
  if (to <= from) return '';
  if (encodingName === undefined) return this.utf8Slice(from, to);
  const encoding = findEncoding(encodingName);
  if (encoding === undefined) throw new ERR_UNKNOWN_ENCODING(encodingName);
  return encoding.slice(this, from, to);
}

// write(string), write(string, encoding), write(string, offset[, length][, encoding])
function write(string, offset, length, encodingName) {
  if (offset === undefined) return this.utf8Write(string, 0, this.length);
  let room = this.length;
  if (length === undefined && typeof offset === 'string') {
    encodingName = offset;
    offset = 0;
  } else {
    validateInteger(offset, 'offset', 0, this.length);
    room -= offset;
    if (typeof length === 'string') {
      encodingName = length;
    } else if (length !== undefined) {
      validateInteger(length, 'length', 0, this.length);
      if (length < room) room = length;
    }
  }
  if (!encodingName) return this.utf8Write(string, offset, room);
  const encoding = findEncoding(encodingName);
  if (encoding === undefined) throw new ERR_UNKNOWN_ENCODING(encodingName);
  return encoding.write(this, string, offset, room);
}

function toJSON() {
  if (this.length === 0) return { type: 'Buffer', data: [] };
  return { type: 'Buffer', data: Array.prototype.slice.call(this) };
}

// Properties that the plugin put on the buffer, as they read within the brackets.
function extraProperties(buffer, ctx) {
  const names = getOwnNonIndexProperties(buffer, !ctx.showHidden);
  if (names.length === 0) return '';
  const extra = Object.create(null);
  for (const name of names) extra[name] = buffer[name];
  const text = inspect(extra, { ...ctx, breakLength: Infinity, compact: true });
  return text.slice('[Object: null prototype] {'.length + 1, -2);
}

function inspectBuffer(depth, ctx) {
  const shown = Math.min(settings.inspectMaxBytes, this.length);
  const hidden = this.length - shown;
  let text = this.hexSlice(0, shown).replace(/(.{2})/g, '$1 ').trim();
  if (hidden > 0) text += ` ... ${hidden} more byte${hidden > 1 ? 's' : ''}`;
  const extra = ctx ? extraProperties(this, ctx) : '';
  if (extra !== '') text += `${this.length === 0 ? '' : ', '}${extra}`;
  // A buffer may have been given a prototype without a constructor.
  let name;
  try {
    ({ constructor: { name } } = this);
  } catch {
    name = 'Buffer';
  }
  return `<${name} ${text}>`;
}

const methods = {
  asciiSlice: native.asciiSlice,
  base64Slice: native.base64Slice,
  base64urlSlice: native.base64urlSlice,
  latin1Slice: native.latin1Slice,
  hexSlice: native.hexSlice,
  ucs2Slice: native.ucs2Slice,
  utf8Slice: native.utf8Slice,
  asciiWrite: native.asciiWrite,
  base64Write: native.base64Write,
  base64urlWrite: native.base64urlWrite,
  latin1Write: native.latin1Write,
  hexWrite: native.hexWrite,
  ucs2Write: native.ucs2Write,
  utf8Write: native.utf8Write,
  toString,
  toLocaleString: toString,
  write,
  toJSON,
  inspect: inspectBuffer,
  [customInspect]: inspectBuffer,
};

/**
 * Sets how many bytes inspect() shows.
 *
 * @param {number} value
 */
function setInspectMaxBytes(value) {
  validateNumber(value, 'INSPECT_MAX_BYTES', 0);
  settings.inspectMaxBytes = value;
}

module.exports = {
  byteLength,
  getInspectMaxBytes: () => settings.inspectMaxBytes,
  isEncoding,
  methods,
  setInspectMaxBytes,
};

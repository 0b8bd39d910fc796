'use strict';
// SPDX-License-Identifier: MIT

// What the buffer module offers beside Buffer: transcode(), isUtf8(), isAscii(), atob(), btoa().

const native = internalBinding('buffer');
const { Buffer } = require('buffer/class');
const { findEncoding } = require('buffer/encodings');
const { codes } = require('internal/errors');
const { types: { isAnyArrayBuffer, isTypedArray, isUint8Array } } = require('internal/types');

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_STATE, ERR_MISSING_ARGS } = codes;

const TRANSCODED = ['ascii', 'latin1', 'utf8', 'utf16le'];

function isTranscodable(name) {
  const encoding = findEncoding(name);
  return encoding !== undefined && TRANSCODED.includes(encoding.name);
}

// The characters that an encoding of single bytes lacks become question marks.
function substitute(text, highest) {
  let made = '';
  for (const character of text) made += character.codePointAt(0) > highest ? '?' : character;
  return made;
}

/**
 * The bytes of a text in another encoding.
 *
 * @param {Uint8Array} source
 * @param {string} fromEncoding
 * @param {string} toEncoding
 */
function transcode(source, fromEncoding, toEncoding) {
  if (!isUint8Array(source)) {
    throw new ERR_INVALID_ARG_TYPE('source', ['Buffer', 'Uint8Array'], source);
  }
  if (source.length === 0) return Buffer.alloc(0);
  if (!isTranscodable(fromEncoding) || !isTranscodable(toEncoding)) {
    const error = new Error('Unable to transcode Buffer [U_ILLEGAL_ARGUMENT_ERROR]');
    error.code = 'U_ILLEGAL_ARGUMENT_ERROR';
    error.errno = 1;
    throw error;
  }
  let text = Buffer.from(source.buffer, source.byteOffset, source.byteLength)
    .toString(fromEncoding);
  const { name } = findEncoding(toEncoding);
  if (name === 'ascii') text = substitute(text, 0x7f);
  if (name === 'latin1') text = substitute(text, 0xff);
  return Buffer.from(text, name);
}

function checkBytes(input) {
  if (!isTypedArray(input) && !isAnyArrayBuffer(input)) {
    throw new ERR_INVALID_ARG_TYPE('input', ['ArrayBuffer', 'Buffer', 'TypedArray'], input);
  }
  if (!(input.buffer ?? input).byteLength && isDetached(input.buffer ?? input)) {
    throw new ERR_INVALID_STATE('Cannot validate on a detached buffer');
  }
}

// Only views tell whether memory was taken away: none can be made on it any more.
function isDetached(memory) {
  try {
    return new Uint8Array(memory) === undefined;
  } catch {
    return true;
  }
}

function isUtf8(input) {
  checkBytes(input);
  return native.isUtf8(input);
}

function isAscii(input) {
  checkBytes(input);
  return native.isAscii(input);
}

function invalidCharacter(message) {
  const { DOMException } = globalThis;
  if (DOMException !== undefined) return new DOMException(message, 'InvalidCharacterError');
  const error = new Error(message);
  Object.defineProperty(error, 'name', {
    configurable: true, enumerable: false, value: 'InvalidCharacterError', writable: true,
  });
  error.code = 5;
  return error;
}

/**
 * Base64 of a text whose characters stand for bytes.
 *
 * @param {string} input
 */
function btoa(input) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('input');
  const encoded = native.btoa(`${input}`);
  if (encoded === undefined) throw invalidCharacter('Invalid character');
  return encoded;
}

/**
 * The bytes of base64 as the characters of a text.
 *
 * @param {string} input
 */
function atob(input) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('input');
  const decoded = native.atob(`${input}`);
  if (decoded === 1) throw invalidCharacter('Invalid character');
  if (decoded === 2) {
    throw invalidCharacter('The string to be decoded is not correctly encoded.');
  }
  return decoded;
}

module.exports = { atob, btoa, isAscii, isUtf8, transcode };

'use strict';
// SPDX-License-Identifier: MIT

// The encodings of Buffer: for each its number in the native half (host/io/codec.h's Encoding), how
// many bytes a string takes in it, and how it is written and read.

const native = internalBinding('buffer');

// The bytes of base64 without what pads them; Node counts characters that it will skip, too.
function base64ByteLength(string) {
  let length = string.length;
  if (string.charCodeAt(length - 1) === 0x3D) length -= 1;
  if (length > 1 && string.charCodeAt(length - 1) === 0x3D) length -= 1;
  return Math.floor(length * 3 / 4);
}

const ascii = {
  name: 'ascii',
  id: 0,
  byteLength: (string) => string.length,
  write: (bytes, string, offset, length) => bytes.asciiWrite(string, offset, length),
  slice: (bytes, start, end) => bytes.asciiSlice(start, end),
};

const utf8 = {
  name: 'utf8',
  id: 1,
  byteLength: native.byteLengthUtf8,
  write: (bytes, string, offset, length) => bytes.utf8Write(string, offset, length),
  slice: (bytes, start, end) => bytes.utf8Slice(start, end),
};

const base64 = {
  name: 'base64',
  id: 2,
  byteLength: base64ByteLength,
  write: (bytes, string, offset, length) => bytes.base64Write(string, offset, length),
  slice: (bytes, start, end) => bytes.base64Slice(start, end),
};

const utf16le = {
  name: 'utf16le',
  id: 3,
  byteLength: (string) => string.length * 2,
  write: (bytes, string, offset, length) => bytes.ucs2Write(string, offset, length),
  slice: (bytes, start, end) => bytes.ucs2Slice(start, end),
};

const latin1 = {
  name: 'latin1',
  id: 4,
  byteLength: (string) => string.length,
  write: (bytes, string, offset, length) => bytes.latin1Write(string, offset, length),
  slice: (bytes, start, end) => bytes.latin1Slice(start, end),
};

const hex = {
  name: 'hex',
  id: 5,
  byteLength: (string) => string.length >>> 1,
  write: (bytes, string, offset, length) => bytes.hexWrite(string, offset, length),
  slice: (bytes, start, end) => bytes.hexSlice(start, end),
};

const base64url = {
  name: 'base64url',
  id: 6,
  byteLength: base64ByteLength,
  write: (bytes, string, offset, length) => bytes.base64urlWrite(string, offset, length),
  slice: (bytes, start, end) => bytes.base64urlSlice(start, end),
};

const encodings = Object.assign(Object.create(null), {
  ascii,
  utf8,
  'utf-8': utf8,
  base64,
  base64url,
  'ucs2': utf16le,
  'ucs-2': utf16le,
  utf16le,
  'utf-16le': utf16le,
  latin1,
  'binary': latin1,
  hex,
});

/**
 * The encoding of a name, whatever its case; undefined for none.
 *
 * @param {unknown} name
 */
function findEncoding(name) {
  // The names that nearly everybody uses cost a comparison of pointers.
  if (name === 'utf8') return utf8;
  if (name === 'latin1') return latin1;
  if (name === 'hex') return hex;
  if (name === 'base64') return base64;
  if (name === 'utf16le') return utf16le;
  const text = `${name}`;
  return encodings[text] ?? encodings[text.toLowerCase()];
}

module.exports = { findEncoding, latin1, utf8 };

'use strict';
// SPDX-License-Identifier: MIT

// zlib: compression as streams (zlib/streams), as functions with a callback, and at once.

const { codes: { ERR_BUFFER_TOO_LARGE, ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { types: { isArrayBufferView, isAnyArrayBuffer } } = require('internal/types');
const { validateFunction, validateUint32 } = require('internal/validate');
const { constants, codes } = require('zlib/constants');
const { processSync, isUint8Array, ...classes } = require('zlib/streams');

const native = internalBinding('zlib');

function toBytes(buffer) {
  if (typeof buffer === 'string') return Buffer.from(buffer);
  if (isUint8Array(buffer)) return buffer;
  if (isArrayBufferView(buffer)) {
    return Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  }
  if (isAnyArrayBuffer(buffer)) return Buffer.from(buffer);
  throw new ERR_INVALID_ARG_TYPE('buffer',
    ['string', 'Buffer', 'TypedArray', 'DataView', 'ArrayBuffer'], buffer);
}

// Collects a stream's output and calls back once.
function collect(stream, buffer, callback) {
  const pieces = [];
  let size = 0;
  let failed = false;
  stream.on('data', (piece) => {
    pieces.push(piece);
    size += piece.length;
    if (size <= stream._maxOutputLength || failed) return;
    failed = true;
    stream.close();
    callback(new ERR_BUFFER_TOO_LARGE(stream._maxOutputLength));
  });
  stream.on('error', (error) => {
    if (failed) return;
    failed = true;
    callback(error);
  });
  stream.on('end', () => {
    if (failed) return;
    const result = Buffer.concat(pieces, size);
    stream.close();
    if (stream._info) callback(null, { buffer: result, engine: stream });
    else callback(null, result);
  });
  stream.end(buffer);
}

function makeConvenience(Class) {
  return {
    async(buffer, options, callback) {
      if (typeof options === 'function') [callback, options] = [options, {}];
      validateFunction(callback, 'callback');
      const bytes = toBytes(buffer);
      collect(new Class(options), bytes, callback);
    },
    sync(buffer, options) {
      const bytes = toBytes(buffer);
      const stream = new Class(options);
      const result = processSync(stream, bytes);
      return stream._info ? { buffer: result, engine: stream } : result;
    },
  };
}

/** The checksum of zip, gzip and PNG; `value` is that of what came before. */
function crc32(data, value = 0) {
  if (typeof data !== 'string' && !isArrayBufferView(data)) {
    throw new ERR_INVALID_ARG_TYPE('data', ['Buffer', 'TypedArray', 'DataView', 'string'], data);
  }
  validateUint32(value, 'value');
  return native.crc32(toBytes(data), value);
}

const functions = {};
for (const [name, className] of Object.entries({
  deflate: 'Deflate', gzip: 'Gzip', deflateRaw: 'DeflateRaw', unzip: 'Unzip', inflate: 'Inflate',
  gunzip: 'Gunzip', inflateRaw: 'InflateRaw', brotliCompress: 'BrotliCompress',
  brotliDecompress: 'BrotliDecompress',
})) {
  const { async, sync } = makeConvenience(classes[className]);
  functions[name] = async;
  functions[`${name}Sync`] = sync;
  functions[`create${className}`] = (options) => new classes[className](options);
  for (const key of [name, `${name}Sync`, `create${className}`]) {
    Object.defineProperty(functions[key], 'name', { value: key });
  }
}

module.exports = { ...classes, crc32, ...functions };
Object.defineProperties(module.exports, {
  constants: { configurable: false, enumerable: true, value: constants },
  codes: { enumerable: true, writable: false, value: codes },
});
// Node's old place of the constants of zlib.
for (const name of Object.keys(constants)) {
  if (name.startsWith('BROTLI')) continue;
  Object.defineProperty(module.exports, name, {
    enumerable: false, value: constants[name],
  });
}

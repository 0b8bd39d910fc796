'use strict';
// SPDX-License-Identifier: MIT

// buffer: puts Buffer together from its parts. Memory is buffer/class's, making buffers is
// buffer/from's, and each group of methods has a file of its own.

const native = internalBinding('buffer');
const { Buffer, FastBuffer, kMaxLength, validateSize } = require('buffer/class');
const { Blob, File } = require('buffer/blob');
const { compareBuffers, methods: byteMethods } = require('buffer/bytes');
const from = require('buffer/from');
const { methods: readMethods } = require('buffer/read');
const { resolveObjectURL } = require('internal/blob-urls');
const text = require('buffer/text');
const { methods: wideMethods } = require('buffer/wide');
const { methods: writeMethods } = require('buffer/write');
const { atob, btoa, isAscii, isUtf8, transcode } = require('buffer/transcode');

const kStringMaxLength = 2 ** 29 - 24;

Object.assign(Buffer, {
  from: from.from,
  copyBytesFrom: from.copyBytesFrom,
  of: from.of,
  alloc: from.alloc,
  allocUnsafe: from.allocUnsafe,
  allocUnsafeSlow: from.allocUnsafeSlow,
  isBuffer: (value) => value instanceof Buffer,
  compare: compareBuffers,
  isEncoding: text.isEncoding,
  concat: from.concat,
  byteLength: text.byteLength,
});

Object.assign(
  Buffer.prototype, wideMethods, readMethods, writeMethods, byteMethods, text.methods);

Object.defineProperty(Buffer.prototype, 'constructor', {
  configurable: true, enumerable: false, value: Buffer, writable: true,
});
// What came before ArrayBuffer; `undefined` tells a buffer from what only has its prototype.
Object.defineProperty(Buffer.prototype, 'parent', {
  enumerable: true,
  get() {
    return this instanceof Buffer ? this.buffer : undefined;
  },
});
Object.defineProperty(Buffer.prototype, 'offset', {
  enumerable: true,
  get() {
    return this instanceof Buffer ? this.byteOffset : undefined;
  },
});

native.setPrototype(Buffer.prototype);

/**
 * @deprecated
 * @param {number} size
 */
function SlowBuffer(size) {
  validateSize(size);
  return new FastBuffer(size);
}
Object.setPrototypeOf(SlowBuffer.prototype, Uint8Array.prototype);
Object.setPrototypeOf(SlowBuffer, Uint8Array);

const constants = Object.defineProperties({}, {
  MAX_LENGTH: { enumerable: true, value: kMaxLength },
  MAX_STRING_LENGTH: { enumerable: true, value: kStringMaxLength },
});

module.exports = {
  Blob,
  Buffer,
  File,
  resolveObjectURL,
  SlowBuffer,
  transcode,
  isUtf8,
  isAscii,
  kMaxLength,
  kStringMaxLength,
  btoa,
  atob,
};

Object.defineProperties(module.exports, {
  constants: { configurable: false, enumerable: true, value: constants },
  INSPECT_MAX_BYTES: {
    configurable: true,
    enumerable: true,
    get: text.getInspectMaxBytes,
    set: text.setInspectMaxBytes,
  },
});

'use strict';
// SPDX-License-Identifier: MIT

// CompressionStream and DecompressionStream: https://compression.spec.whatwg.org/

require('internal/on-first-use');

const { Duplex } = require('stream');
const { codes: { ERR_INVALID_THIS } } = require('internal/errors');
const { customInspect, inspect } = require('internal/inspect');
const { validateOneOf } = require('internal/validate');

const FORMATS = ['deflate', 'deflate-raw', 'gzip'];

// Required when one is made: programs look at the classes for other reasons, too.
const COMPRESS = {
  'deflate': () => require('zlib').createDeflate(),
  'deflate-raw': () => require('zlib').createDeflateRaw(),
  'gzip': () => require('zlib').createGzip(),
};
const DECOMPRESS = {
  'deflate': () => require('zlib').createInflate(),
  'deflate-raw': () => require('zlib').createInflateRaw(),
  'gzip': () => require('zlib').createGunzip(),
};

function makeClass(name, makers) {
  const Class = { [name]: class {
    #pair;

    constructor(format) {
      validateOneOf(format, 'format', FORMATS);
      this.#pair = Duplex.toWeb(makers[format]());
    }

    static #of(self) {
      if (typeof self !== 'object' || self === null || !(#pair in self)) {
        throw new ERR_INVALID_THIS(name);
      }
      return self.#pair;
    }

    get readable() {
      return Class.#of(this).readable;
    }

    get writable() {
      return Class.#of(this).writable;
    }

    [customInspect](depth, options) {
      if (depth < 0) return this;
      const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
      const { readable, writable } = Class.#of(this);
      return `${name} ${inspect({ readable, writable }, inner)}`;
    }
  } }[name];
  for (const key of ['readable', 'writable']) {
    Object.defineProperty(Class.prototype, key, { enumerable: true });
  }
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { configurable: true, value: name });
  return Class;
}

module.exports = {
  CompressionStream: makeClass('CompressionStream', COMPRESS),
  DecompressionStream: makeClass('DecompressionStream', DECOMPRESS),
};

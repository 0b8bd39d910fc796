'use strict';
// SPDX-License-Identifier: MIT

// TextEncoder: https://encoding.spec.whatwg.org/#interface-textencoder

const native = internalBinding('encoding');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS } } = require('internal/errors');
const { customInspect, inspect } = require('internal/inspect');
const { types: { isUint8Array } } = require('internal/types');
const { validateString } = require('internal/validate');

// V8 keeps the bytes of such a small array beside it, and a call into C++ costs more than this many.
const SHORT = 64;

let counts;  // Made on first use: a snapshot can't hold memory.

// Nothing if it is not all ASCII.
function encodeShort(text) {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x7F) return undefined;
    bytes[i] = code;
  }
  return bytes;
}

class TextEncoder {
  #isEncoder = true;

  static #check(self) {
    if (typeof self !== 'object' || self === null || !(#isEncoder in self)) {
      throw new ERR_INVALID_THIS('TextEncoder');
    }
  }

  get encoding() {
    TextEncoder.#check(this);
    return 'utf-8';
  }

  encode(input = '') {
    TextEncoder.#check(this);
    const text = `${input}`;
    return (text.length <= SHORT ? encodeShort(text) : undefined) ??
      new Uint8Array(native.encode(text));
  }

  encodeInto(source, destination) {
    TextEncoder.#check(this);
    validateString(source, 'src');
    if (!isUint8Array(destination)) {
      throw new ERR_INVALID_ARG_TYPE('dest', 'Uint8Array', destination);
    }
    counts ??= new Uint32Array(2);
    native.encodeInto(source, destination, counts);
    return { read: counts[0], written: counts[1] };
  }

  [customInspect](depth, options) {
    TextEncoder.#check(this);
    if (typeof depth === 'number' && depth < 0) return this;
    const shown = Object.create({ constructor: this.constructor ?? TextEncoder });
    shown.encoding = this.encoding;
    return inspect(shown, options);
  }
}

Object.defineProperties(TextEncoder.prototype, {
  encode: { __proto__: null, enumerable: true },
  encodeInto: { __proto__: null, enumerable: true },
  encoding: { __proto__: null, enumerable: true },
  [Symbol.toStringTag]: { __proto__: null, configurable: true, value: 'TextEncoder' },
});

module.exports = { TextEncoder };

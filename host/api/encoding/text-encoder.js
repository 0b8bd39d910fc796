'use strict';
// SPDX-License-Identifier: MIT

// TextEncoder: https://encoding.spec.whatwg.org/#interface-textencoder

const native = internalBinding('encoding');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_THIS } } = require('internal/errors');
const { customInspect, inspect } = require('internal/inspect');
const { types: { isUint8Array } } = require('internal/types');
const { validateString } = require('internal/validate');

let counts;  // Made on first use: a snapshot can't hold memory.

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
    return new Uint8Array(native.encode(`${input}`));
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

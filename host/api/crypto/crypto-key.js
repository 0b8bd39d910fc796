'use strict';
// SPDX-License-Identifier: MIT

// CryptoKey: a key with what it may be used for.

const { isKeyObject } = require('crypto/keys');
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');
const { kClone, kDeserialize, Portable, hidePortable } = require('internal/transfer');
const { inspect } = require('util');

const kToken = Symbol('token');

class CryptoKey extends Portable {
  #key;
  #algorithm;
  #usages;
  #extractable;

  constructor(token, key, algorithm, usages, extractable) {
    if (token !== kToken || !isKeyObject(key)) throw new ERR_ILLEGAL_CONSTRUCTOR();
    super();
    this.#key = key;
    this.#algorithm = algorithm;
    this.#usages = usages;
    this.#extractable = extractable;
  }

  static #check(self) {
    if (typeof self !== 'object' || self === null || !(#key in self)) {
      throw new ERR_INVALID_THIS('CryptoKey');
    }
  }

  get type() {
    CryptoKey.#check(this);
    return this.#key.type;
  }

  get extractable() {
    CryptoKey.#check(this);
    return this.#extractable;
  }

  get algorithm() {
    CryptoKey.#check(this);
    return this.#algorithm;
  }

  get usages() {
    CryptoKey.#check(this);
    return [...this.#usages];
  }

  /** For another thread. */
  [kClone]() {
    return {
      data: {
        key: this.#key, algorithm: this.#algorithm, usages: this.#usages, extractable: this.#extractable,
      },
      deserializeInfo: 'crypto/crypto-key:CryptoKey',
    };
  }

  [inspect.custom](depth, options) {
    if (depth < 0) return this;
    const { type, extractable, algorithm, usages } = this;
    return `CryptoKey ${inspect({ type, extractable, algorithm, usages },
                                { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }

  static {
    CryptoKey.keyObject = (value) => (
      typeof value === 'object' && value !== null && #key in value ? value.#key : undefined);
  }
}
const { keyObject } = CryptoKey;
delete CryptoKey.keyObject;
hidePortable(CryptoKey);
Object.defineProperty(CryptoKey, kDeserialize, {
  value: ({ key, algorithm, usages, extractable }) => makeCryptoKey(key, algorithm, usages, extractable),
});
for (const name of ['type', 'extractable', 'algorithm', 'usages']) {
  Object.defineProperty(CryptoKey.prototype, name, { enumerable: true });
}
Object.defineProperty(CryptoKey.prototype, Symbol.toStringTag, {
  configurable: true, value: 'CryptoKey',
});

function makeCryptoKey(key, algorithm, usages, extractable) {
  return new CryptoKey(kToken, key, algorithm, usages, extractable);
}

module.exports = {
  CryptoKey,
  /** The KeyObject of a CryptoKey; undefined for anything else. */
  keyObjectOf: keyObject,
  isCryptoKey: (value) => keyObject(value) !== undefined,
  makeCryptoKey,
};

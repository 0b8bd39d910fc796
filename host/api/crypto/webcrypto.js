'use strict';
// SPDX-License-Identifier: MIT

// The global `crypto`: the Web Cryptography API.

const { randomFillSync, randomUUID } = require('crypto/random');
const { DOMException } = require('internal/dom-exception');
const { CryptoKey, isCryptoKey, keyObjectOf } = require('crypto/crypto-key');
const { codes: { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } } = require('internal/errors');


const MOST_BYTES = 65536;
const INTEGERS = [
  'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array',
  'Uint32Array', 'BigInt64Array', 'BigUint64Array',
];
const kindOf = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;

const kToken = Symbol('token');
let crypto;

function checkThis(self) {
  if (self !== crypto) throw new ERR_INVALID_THIS('Crypto');
}

class Crypto {
  constructor(token) {
    if (token !== kToken) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  getRandomValues(array) {
    checkThis(this);
    if (!INTEGERS.includes(Reflect.apply(kindOf, array, []))) {
      throw new DOMException('The data argument must be an integer-type TypedArray',
        'TypeMismatchError');
    }
    if (array.byteLength > MOST_BYTES) {
      throw new DOMException(
        'The requested length exceeds 65,536 bytes', 'QuotaExceededError');
    }
    return randomFillSync(array, 0);
  }

  randomUUID() {
    checkThis(this);
    return randomUUID();
  }

  get subtle() {
    checkThis(this);
    return require('crypto/subtle').subtle;
  }

  get CryptoKey() {
    checkThis(this);
    return CryptoKey;
  }
}
for (const name of ['getRandomValues', 'randomUUID', 'subtle']) {
  Object.defineProperty(Crypto.prototype, name, { enumerable: true });
}
Object.defineProperty(Crypto.prototype, Symbol.toStringTag, {
  configurable: true, value: 'Crypto',
});

crypto = new Crypto(kToken);

module.exports = {
  Crypto,
  CryptoKey,
  crypto,
  isCryptoKey,
  keyObjectOf,
  get SubtleCrypto() {
    return require('crypto/subtle').SubtleCrypto;
  },
};

'use strict';
// SPDX-License-Identifier: MIT

// Keys as objects. A secret key is bytes.

const { native, toBytes } = require('crypto/start');
const { Buffer } = require('buffer');
const { codes: {
  ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
} } = require('internal/errors');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/types').types;
const { validateObject, validateOneOf } = require('internal/validate');

const kBytes = Symbol('bytes');
const kToken = Symbol('token');

class KeyObject {
  #type;

  constructor(type, token) {
    if (type !== 'secret' && type !== 'public' && type !== 'private') {
      throw new ERR_INVALID_ARG_VALUE('type', type);
    }
    if (token !== kToken) throw new ERR_INVALID_ARG_TYPE('handle', 'object', token);
    this.#type = type;
  }

  get type() {
    return this.#type;
  }
}

class SecretKeyObject extends KeyObject {
  constructor(bytes) {
    super('secret', kToken);
    Object.defineProperty(this, kBytes, { value: bytes });
  }

  get symmetricKeySize() {
    return this[kBytes].length;
  }

  export(options) {
    if (options !== undefined) {
      validateObject(options, 'options');
      validateOneOf(options.format, 'options.format', [undefined, 'buffer', 'jwk']);
      if (options.format === 'jwk') return { kty: 'oct', k: this[kBytes].toString('base64url') };
    }
    return Buffer.from(this[kBytes]);
  }

  equals(other) {
    if (!isKeyObject(other)) throw new ERR_INVALID_ARG_TYPE('otherKeyObject', 'KeyObject', other);
    return other.type === 'secret' && this[kBytes].length === other[kBytes].length &&
      native.timingSafeEqual(this[kBytes], other[kBytes]);
  }
}

function isKeyObject(value) {
  return value instanceof KeyObject;
}

/** The bytes of a secret key, in place. */
function bytesOfKeyObject(key) {
  if (key.type !== 'secret') throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'secret');
  return key[kBytes];
}

/** The bytes of what may be a key of a cipher or an HMAC. */
function bytesOfSecretKey(key, encoding) {
  if (isKeyObject(key)) return bytesOfKeyObject(key);
  if (typeof key === 'string' || isArrayBufferView(key) || isAnyArrayBuffer(key)) {
    return toBytes(key, 'key', encoding);
  }
  throw new ERR_INVALID_ARG_TYPE('key',
    ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView', 'string', 'KeyObject', 'CryptoKey'], key);
}

/**
 * @param {string | ArrayBuffer | NodeJS.ArrayBufferView} key
 * @param {string} [encoding]
 * @returns {KeyObject}
 */
function createSecretKey(key, encoding) {
  const bytes = toBytes(key, 'key', encoding);
  const copy = isArrayBufferView(bytes) ?
    Buffer.from(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)) :
    Buffer.from(new Uint8Array(bytes));
  return new SecretKeyObject(copy);
}

module.exports = { KeyObject, bytesOfKeyObject, bytesOfSecretKey, createSecretKey, isKeyObject };

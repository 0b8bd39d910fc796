'use strict';
// SPDX-License-Identifier: MIT

// Hashes and HMACs, as streams and by update() and digest().

const {
  BYTES, checkData, encodingNumber, inputEncodingNumber, native, stringOption, uniqueNames,
} = require('crypto/start');
const { LazyTransform } = require('crypto/lazy-transform');
const { bytesOfSecretKey } = require('crypto/keys');
const { Buffer } = require('buffer');
const { codes: {
  ERR_CRYPTO_HASH_FINALIZED, ERR_CRYPTO_HASH_UPDATE_FAILED, ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH,
  ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
} } = require('internal/errors');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/types').types;
const { validateString, validateUint32 } = require('internal/validate');

const kHandle = Symbol('handle');
const kFinalized = Symbol('finalized');
const kSource = Symbol('source');  // Says that a Hash is a copy of another.

function Hash(algorithm, options) {
  if (!new.target) return new Hash(algorithm, options);
  const source = algorithm?.[kSource];
  if (source === undefined) validateString(algorithm, 'algorithm');
  const length = typeof options === 'object' && options !== null ? options.outputLength : undefined;
  if (length !== undefined) validateUint32(length, 'options.outputLength');
  this[kHandle] = new native.Hash();
  this[kHandle].init(source ?? algorithm, length ?? -1);
  this[kFinalized] = false;
  Reflect.apply(LazyTransform, this, [options]);
}
Object.setPrototypeOf(Hash.prototype, LazyTransform.prototype);
Object.setPrototypeOf(Hash, LazyTransform);

/** Another Hash in the state of this one. */
Hash.prototype.copy = function(options) {
  if (this[kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  return new Hash({ [kSource]: this[kHandle] }, options);
};

Hash.prototype._transform = function(chunk, encoding, callback) {
  this[kHandle].update(chunk, inputEncodingNumber(encoding));
  callback();
};

Hash.prototype._flush = function(callback) {
  this.push(this[kHandle].digest());
  callback();
};

Hash.prototype.update = function(data, encoding) {
  if (this[kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  checkData(data, encoding);
  if (!this[kHandle].update(data, inputEncodingNumber(encoding))) {
    throw new ERR_CRYPTO_HASH_UPDATE_FAILED();
  }
  return this;
};

Hash.prototype.digest = function(outputEncoding) {
  if (this[kFinalized]) throw new ERR_CRYPTO_HASH_FINALIZED();
  const result = this[kHandle].digest(encodingNumber(outputEncoding));
  this[kFinalized] = true;
  return result;
};

function Hmac(hmac, key, options) {
  if (!new.target) return new Hmac(hmac, key, options);
  validateString(hmac, 'hmac');
  const secret = bytesOfSecretKey(key, stringOption(options, 'encoding'));
  this[kHandle] = new native.Hmac();
  this[kHandle].init(hmac, secret);
  this[kFinalized] = false;
  Reflect.apply(LazyTransform, this, [options]);
}
Object.setPrototypeOf(Hmac.prototype, LazyTransform.prototype);
Object.setPrototypeOf(Hmac, LazyTransform);

Hmac.prototype.update = Hash.prototype.update;
Hmac.prototype._transform = Hash.prototype._transform;
Hmac.prototype._flush = Hash.prototype._flush;

/** What a second call returns is empty. */
Hmac.prototype.digest = function(outputEncoding) {
  if (this[kFinalized]) {
    const nothing = Buffer.from('');
    const wantsText = outputEncoding && outputEncoding !== 'buffer';
    return wantsText ? nothing.toString(outputEncoding) : nothing;
  }
  const result = this[kHandle].digest(encodingNumber(outputEncoding));
  this[kFinalized] = true;
  return result;
};

function createHash(algorithm, options) {
  return new Hash(algorithm, options);
}

function createHmac(hmac, key, options) {
  return new Hmac(hmac, key, options);
}

/**
 * The digest of data that is all at hand; faster than a Hash.
 *
 * @param {string} algorithm
 * @param {string | NodeJS.ArrayBufferView} input
 * @param {string} [outputEncoding]
 */
function hash(algorithm, input, outputEncoding = 'hex') {
  validateString(algorithm, 'algorithm');
  if (typeof input !== 'string' && !isArrayBufferView(input)) {
    throw new ERR_INVALID_ARG_TYPE('input', ['Buffer', 'TypedArray', 'DataView', 'string'], input);
  }
  validateString(outputEncoding, 'outputEncoding');
  const encoding = encodingNumber(outputEncoding);
  if (encoding === undefined && outputEncoding.toLowerCase() !== 'buffer') {
    throw new ERR_INVALID_ARG_VALUE('outputEncoding', outputEncoding);
  }
  return native.oneShot(algorithm, input, undefined, encoding);
}

let names;
function getHashes() {
  names ??= uniqueNames(native.hashes());
  return [...names];
}

/** Whether two keys or digests are equal, in a time that does not tell where they differ. */
function timingSafeEqual(buf1, buf2) {
  for (const [name, value] of [['buf1', buf1], ['buf2', buf2]]) {
    if (!isArrayBufferView(value) && !isAnyArrayBuffer(value)) {
      throw new ERR_INVALID_ARG_TYPE(name, BYTES, value);
    }
  }
  if (buf1.byteLength !== buf2.byteLength) throw new ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH();
  return native.timingSafeEqual(buf1, buf2);
}

module.exports = { Hash, Hmac, createHash, createHmac, getHashes, hash, timingSafeEqual };

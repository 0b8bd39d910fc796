'use strict';
// SPDX-License-Identifier: MIT

// Signatures, and RSA's encryption.

const { BYTES, checkData, inputEncodingNumber, native, toBytes } = require('crypto/start');
const { constants } = require('crypto/constants');
const { privateHandle, publicHandle } = require('crypto/keys');
const { Writable } = require('stream');
const { codes: {
  ERR_CRYPTO_SIGN_KEY_REQUIRED, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
  ERR_OSSL_EVP_INVALID_DIGEST,
} } = require('internal/errors');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/types').types;
const { validateFunction, validateString } = require('internal/validate');

const kHandle = Symbol('handle');

function integerOption(options, name) {
  const value = options?.[name];
  if (value === undefined) return undefined;
  if (value === value >> 0) return value;
  throw new ERR_INVALID_ARG_VALUE(`options.${name}`, value);
}

function hasFixedSize(options) {
  const { dsaEncoding = 'der' } = typeof options === 'object' && options !== null ? options : {};
  if (dsaEncoding === 'der') return false;
  if (dsaEncoding === 'ieee-p1363') return true;
  throw new ERR_INVALID_ARG_VALUE('options.dsaEncoding', dsaEncoding);
}

// [padding, saltLength, fixedSize]
function mannerOf(options) {
  return [
    integerOption(options, 'padding'), integerOption(options, 'saltLength'), hasFixedSize(options),
  ];
}

function SignBase(Class, self, algorithm, options) {
  validateString(algorithm, 'algorithm');
  self[kHandle] = new native.Sign();
  self[kHandle].init(algorithm);
  Reflect.apply(Writable, self, [options]);
}

function Sign(algorithm, options) {
  if (!(this instanceof Sign)) return new Sign(algorithm, options);
  SignBase(Sign, this, algorithm, options);
}
Object.setPrototypeOf(Sign.prototype, Writable.prototype);
Object.setPrototypeOf(Sign, Writable);

Sign.prototype._write = function(chunk, encoding, callback) {
  checkData(chunk, encoding);
  this[kHandle].update(chunk, inputEncodingNumber(encoding));
  callback();
};

Sign.prototype.update = function(data, encoding) {
  checkData(data, encoding);
  this[kHandle].update(data, inputEncodingNumber(encoding));
  return this;
};

Sign.prototype.sign = function(options, encoding) {
  if (!options) throw new ERR_CRYPTO_SIGN_KEY_REQUIRED();
  const key = privateHandle(options);
  const signature = this[kHandle].sign(key, ...mannerOf(options));
  return encoding && encoding !== 'buffer' ? signature.toString(encoding) : signature;
};

function Verify(algorithm, options) {
  if (!(this instanceof Verify)) return new Verify(algorithm, options);
  SignBase(Verify, this, algorithm, options);
}
Object.setPrototypeOf(Verify.prototype, Writable.prototype);
Object.setPrototypeOf(Verify, Writable);

Verify.prototype._write = Sign.prototype._write;
Verify.prototype.update = Sign.prototype.update;

Verify.prototype.verify = function(options, signature, encoding) {
  const key = publicHandle(options);
  const manner = mannerOf(options);
  return this[kHandle].verify(key, toBytes(signature, 'signature', encoding), ...manner);
};

function createSign(algorithm, options) {
  return new Sign(algorithm, options);
}

function createVerify(algorithm, options) {
  return new Verify(algorithm, options);
}

function checkOneShot(algorithm, callback) {
  if (algorithm !== null && algorithm !== undefined) validateString(algorithm, 'algorithm');
  if (callback !== undefined) validateFunction(callback, 'callback');
}

/** Signs data that is all at hand; in the thread pool when there is a callback. */
function sign(algorithm, data, key, callback) {
  checkOneShot(algorithm, callback);
  data = toBytes(data, 'data');
  if (!key) throw new ERR_CRYPTO_SIGN_KEY_REQUIRED();
  const manner = mannerOf(key);
  return native.sign(privateHandle(key), algorithm ?? undefined, data, ...manner, callback);
}

function verify(algorithm, data, key, signature, callback) {
  checkOneShot(algorithm, callback);
  data = toBytes(data, 'data');
  const manner = mannerOf(key);
  if (!isArrayBufferView(signature) && !isAnyArrayBuffer(signature)) {
    throw new ERR_INVALID_ARG_TYPE('signature', BYTES, signature);
  }
  return native.verify(publicHandle(key), algorithm ?? undefined, data, signature, ...manner, callback);
}

function checkDigest(name) {
  validateString(name, 'key.oaepHash');
  if (!native.isDigest(name)) throw new ERR_OSSL_EVP_INVALID_DIGEST();
}

function rsaFunction(name, takesPrivate, defaultPadding) {
  return { [name](options, buffer) {
    const oaepHash = options?.oaepHash;
    if (oaepHash !== undefined) checkDigest(oaepHash);
    const encoding = options?.encoding;
    let oaepLabel = options?.oaepLabel;
    if (oaepLabel !== undefined) oaepLabel = toBytes(oaepLabel, 'key.oaepLabel', encoding);
    const key = takesPrivate ? privateHandle(options) : publicHandle(options);
    const padding = options.padding || defaultPadding;
    return native[name](key, toBytes(buffer, 'buffer', encoding), padding, oaepHash, oaepLabel);
  } }[name];
}

module.exports = {
  Sign,
  Verify,
  createSign,
  createVerify,
  privateDecrypt: rsaFunction('privateDecrypt', true, constants.RSA_PKCS1_OAEP_PADDING),
  privateEncrypt: rsaFunction('privateEncrypt', true, constants.RSA_PKCS1_PADDING),
  publicDecrypt: rsaFunction('publicDecrypt', false, constants.RSA_PKCS1_PADDING),
  publicEncrypt: rsaFunction('publicEncrypt', false, constants.RSA_PKCS1_OAEP_PADDING),
  sign,
  verify,
};

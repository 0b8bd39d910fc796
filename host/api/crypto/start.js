'use strict';
// SPDX-License-Identifier: MIT

// What the scripts of crypto share: errors that only they have, and bytes from what Node takes for
// bytes. OpenSSL is made ready here, so all of them run when crypto is first required.

require('internal/on-first-use');
const native = internalBinding('crypto');
const { Buffer } = require('buffer');
const { findEncoding } = require('buffer/encodings');
const { codes, define } = require('internal/errors');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/types').types;
const { validateEncoding, validateString } = require('internal/validate');

native.prepare();

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } = codes;

for (const [code, base, text] of [
  ['ERR_CRYPTO_CUSTOM_ENGINE_NOT_SUPPORTED', 'Error',
    'Custom engines not supported by this OpenSSL'],
  ['ERR_CRYPTO_ECDH_INVALID_FORMAT', 'TypeError', (format) => `Invalid ECDH format: ${format}`],
  ['ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY', 'Error', 'Public key is not valid for specified curve'],
  ['ERR_CRYPTO_ENGINE_UNKNOWN', 'Error', (name) => `Engine "${name}" was not found`],
  ['ERR_CRYPTO_FIPS_UNAVAILABLE', 'Error', 'Cannot set FIPS mode in a non-FIPS build.'],
  ['ERR_CRYPTO_HASH_FINALIZED', 'Error', 'Digest already called'],
  ['ERR_CRYPTO_HASH_UPDATE_FAILED', 'Error', 'Hash update failed'],
  ['ERR_CRYPTO_INCOMPATIBLE_KEY', 'Error', (name, reason) => `Incompatible ${name}: ${reason}`],
  ['ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS', 'Error',
    (encoding, reason) => `The selected key encoding ${encoding} ${reason}.`],
  ['ERR_CRYPTO_INVALID_DIGEST', 'TypeError', (digest) => `Invalid digest: ${digest}`],
  ['ERR_CRYPTO_INVALID_JWK', 'TypeError', 'Invalid JWK data'],
  ['ERR_CRYPTO_INVALID_KEYLEN', 'RangeError', 'Invalid key length'],
  ['ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE', 'TypeError',
    (type, expected) => `Invalid key object type ${type}, expected ${expected}.`],
  ['ERR_CRYPTO_INVALID_SCRYPT_PARAMS', 'RangeError', 'Invalid scrypt params'],
  ['ERR_CRYPTO_INVALID_STATE', 'Error', (operation) => `Invalid state for operation ${operation}`],
  ['ERR_CRYPTO_JWK_UNSUPPORTED_CURVE', 'Error', (curve) => `Unsupported JWK EC curve: ${curve}.`],
  ['ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE', 'Error', 'Unsupported JWK Key Type.'],
  ['ERR_CRYPTO_PBKDF2_ERROR', 'Error', 'PBKDF2 error'],
  ['ERR_CRYPTO_SCRYPT_INVALID_PARAMETER', 'Error', 'Invalid scrypt parameter'],
  ['ERR_CRYPTO_SIGN_KEY_REQUIRED', 'Error', 'No key provided to sign'],
  ['ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH', 'RangeError',
    'Input buffers must have the same byte length'],
  ['ERR_CRYPTO_UNKNOWN_DH_GROUP', 'Error', 'Unknown DH group'],
  ['ERR_OSSL_EVP_INVALID_DIGEST', 'Error', 'Invalid digest used'],
]) {
  if (codes[code] === undefined) define(code, base, text);
}

const BYTES = ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'];
const UTF8 = 1;

/** The number that the native half knows an encoding by; undefined for 'buffer' and unknown ones. */
function encodingNumber(encoding) {
  if (encoding === undefined || encoding === null || encoding === 'buffer') return undefined;
  return findEncoding(`${encoding}`)?.id;
}

/** The same for the encoding of an input, where bytes do not care. */
function inputEncodingNumber(encoding) {
  return encodingNumber(encoding) ?? UTF8;
}

/** Bytes as they are, and those of a string. Throws for anything else. */
function toBytes(value, name, encoding = undefined) {
  if (typeof value === 'string') {
    return Buffer.from(value, encoding === 'buffer' ? 'utf8' : encoding);
  }
  if (isArrayBufferView(value) || isAnyArrayBuffer(value)) return value;
  throw new ERR_INVALID_ARG_TYPE(name, ['string', ...BYTES], value);
}

/** Checks data of update(). */
function checkData(data, encoding, name = 'data') {
  if (typeof data === 'string') {
    validateEncoding(data, encoding);
  } else if (!isArrayBufferView(data)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'TypedArray', 'DataView'], data);
  }
}

function stringOption(options, name) {
  const value = options?.[name];
  if (value != null) validateString(value, `options.${name}`);
  return value;
}

function unsignedOption(options, name) {
  const value = options?.[name];
  if (value == null) return -1;
  if (value >>> 0 !== value || value > 2 ** 31 - 1) {
    throw new ERR_INVALID_ARG_VALUE(`options.${name}`, value);
  }
  return value;
}

/** Without those that differ in case only. */
function uniqueNames(names) {
  const seen = new Map();
  for (const name of names) {
    const key = name.toLowerCase();
    if (!seen.has(key) || seen.get(key) !== key) seen.set(key, name);
  }
  return [...seen.values()].sort();
}

module.exports = {
  BYTES, checkData, encodingNumber, inputEncodingNumber, native, stringOption, toBytes,
  uniqueNames, unsignedOption,
};

'use strict';
// SPDX-License-Identifier: MIT

// Making keys and prime numbers, in the thread pool or at once.

const { native } = require('crypto/start');
const {
  PrivateKeyObject, PublicKeyObject, createSecretKey, exportPrivate, exportPublic, nativeKey,
  readPrivateEncoding, readPublicEncoding, toJwk,
} = require('crypto/keys');
const { randomBytes } = require('crypto/random');
const { Buffer } = require('buffer');
const { codes: {
  ERR_CRYPTO_UNKNOWN_DH_GROUP, ERR_INCOMPATIBLE_OPTION_PAIR, ERR_INVALID_ARG_TYPE,
  ERR_INVALID_ARG_VALUE, ERR_MISSING_OPTION, ERR_OUT_OF_RANGE,
}, define } = require('internal/errors');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/types').types;
const {
  validateBoolean, validateFunction, validateInt32, validateInteger, validateObject, validateOneOf,
  validateString, validateUint32,
} = require('internal/validate');

const OptionPair = ERR_INCOMPATIBLE_OPTION_PAIR ?? define('ERR_INCOMPATIBLE_OPTION_PAIR', 'TypeError',
  (one, other) => `Option "${one}" cannot be used in combination with option "${other}"`);

const EXPONENT = 0x10001;
const GROUPS = /^modp(1|2|5|14|15|16|17|18)$/i;

function readRsa(options, made) {
  validateObject(options, 'options');
  const { modulusLength, publicExponent } = options;
  validateUint32(modulusLength, 'options.modulusLength');
  if (publicExponent != null) validateUint32(publicExponent, 'options.publicExponent');
  made.bits = modulusLength;
  made.exponent = publicExponent ?? EXPONENT;
}

const warned = [];

// The old name of an option of RSA-PSS.
function oldName(options, old, name) {
  const value = options[old];
  if (value === undefined) return options[name];
  if (!warned.includes(old)) {
    warned.push(old);
    process.emitWarning(`"options.${old}" is deprecated, use "options.${name}" instead.`,
                        'DeprecationWarning', 'DEP0154');
  }
  validateString(value, `options.${old}`);
  if (options[name] && value !== options[name]) {
    throw new ERR_INVALID_ARG_VALUE(`options.${old}`, value);
  }
  return value;
}

function readRsaPss(options, made) {
  readRsa(options, made);
  const { hashAlgorithm, mgf1HashAlgorithm, saltLength } = options;
  if (saltLength !== undefined) validateInt32(saltLength, 'options.saltLength', 0);
  if (hashAlgorithm !== undefined) validateString(hashAlgorithm, 'options.hashAlgorithm');
  if (mgf1HashAlgorithm !== undefined) {
    validateString(mgf1HashAlgorithm, 'options.mgf1HashAlgorithm');
  }
  made.digest = oldName(options, 'hash', 'hashAlgorithm');
  made.maskDigest = oldName(options, 'mgf1Hash', 'mgf1HashAlgorithm');
  made.saltLength = saltLength;
}

function readDsa(options, made) {
  validateObject(options, 'options');
  const { modulusLength, divisorLength } = options;
  validateUint32(modulusLength, 'options.modulusLength');
  if (divisorLength != null) validateInt32(divisorLength, 'options.divisorLength', 0);
  made.bits = modulusLength;
  made.divisor = divisorLength ?? -1;
}

function readCurve(options, made) {
  validateObject(options, 'options');
  const { namedCurve, paramEncoding } = options;
  validateString(namedCurve, 'options.namedCurve');
  if (paramEncoding != null && paramEncoding !== 'named' && paramEncoding !== 'explicit') {
    throw new ERR_INVALID_ARG_VALUE('options.paramEncoding', paramEncoding);
  }
  made.curve = namedCurve;
  made.isExplicit = paramEncoding === 'explicit';
}

function readDh(options, made) {
  validateObject(options, 'options');
  const { group, primeLength, prime, generator } = options;
  if (group != null) {
    for (const [name, value] of Object.entries({ prime, primeLength, generator })) {
      if (value != null) throw new OptionPair('group', name);
    }
    validateString(group, 'options.group');
    if (!GROUPS.test(group)) throw new ERR_CRYPTO_UNKNOWN_DH_GROUP();
    const dh = new native.DiffieHellman();
    dh.initGroup(group);
    made.prime = dh.getPrime();
    return;
  }
  if (prime != null) {
    if (primeLength != null) throw new OptionPair('prime', 'primeLength');
    if (!isArrayBufferView(prime)) {
      throw new ERR_INVALID_ARG_TYPE('options.prime', ['Buffer', 'TypedArray', 'DataView'], prime);
    }
    made.prime = prime;
  } else if (primeLength != null) {
    validateInt32(primeLength, 'options.primeLength', 0);
    made.bits = primeLength;
  } else {
    throw new ERR_MISSING_OPTION('At least one of the group, prime, or primeLength options');
  }
  if (generator != null) validateInt32(generator, 'options.generator', 0);
  made.generator = generator ?? 2;
}

const READERS = {
  '__proto__': null,
  'rsa': readRsa,
  'rsa-pss': readRsaPss,
  'dsa': readDsa,
  'ec': readCurve,
  'dh': readDh,
  'ed25519': () => {},
  'ed448': () => {},
  'x25519': () => {},
  'x448': () => {},
};

// How one half of a pair is wanted; undefined: as an object.
function readWanted(options, name, type, read) {
  const wanted = options?.[name];
  if (wanted == null) return undefined;
  if (typeof wanted !== 'object') throw new ERR_INVALID_ARG_VALUE(`options.${name}`, wanted);
  return read(wanted, type, name);
}

// Checks all, then [the native half's arguments, what to make of its two keys].
function preparePair(type, options) {
  validateString(type, 'type');
  const publicEncoding = readWanted(options, 'publicKeyEncoding', type, readPublicEncoding);
  const privateEncoding = readWanted(options, 'privateKeyEncoding', type, readPrivateEncoding);
  if (options !== undefined) validateObject(options, 'options');
  const made = {};
  if (READERS[type] === undefined) {
    throw new ERR_INVALID_ARG_VALUE('type', type, 'must be a supported key type');
  }
  READERS[type](options, made);
  const finish = ([publicHandle, privateHandle]) => ({
    publicKey: wrap(new PublicKeyObject(publicHandle), publicEncoding, exportPublic),
    privateKey: wrap(new PrivateKeyObject(privateHandle), privateEncoding, exportPrivate),
  });
  return [[
    type, made.bits, made.exponent, made.digest, made.maskDigest, made.saltLength ?? -1, made.curve,
    made.isExplicit, undefined, made.prime, made.generator, made.divisor ?? -1,
  ], finish];
}

function wrap(key, encoding, write) {
  if (encoding === undefined) return key;
  if (encoding.format === 'jwk') return toJwk(key);
  return write(nativeKey(key), encoding);
}

function generateKeyPairSync(type, options) {
  const [values, finish] = preparePair(type, options);
  return finish(native.generateKeyPair(...values));
}

/**
 * Makes a pair of keys in the thread pool.
 *
 * @param {'rsa' | 'rsa-pss' | 'dsa' | 'ec' | 'dh' | 'ed25519' | 'ed448' | 'x25519' | 'x448'} type
 * @param {object} [options]
 * @param {(error: Error | null, publicKey: any, privateKey: any) => void} callback
 */
function generateKeyPair(type, options, callback) {
  if (typeof options === 'function') [options, callback] = [undefined, options];
  validateFunction(callback, 'callback');
  const [values, finish] = preparePair(type, options);
  native.generateKeyPair(...values, (error, pair) => {
    if (error) return callback(error);
    let made;
    try {
      made = finish(pair);
    } catch (failure) {
      return callback(failure);
    }
    return callback(null, made.publicKey, made.privateKey);
  });
}
Object.defineProperty(generateKeyPair, require('util').promisify.custom, {
  enumerable: false,
  value: (type, options) => new Promise((resolve, reject) => {
    generateKeyPair(type, options, (error, publicKey, privateKey) => {
      if (error) reject(error);
      else resolve({ publicKey, privateKey });
    });
  }),
});

// Bytes of a secret key, and what becomes of them.
function secretSize(type, options) {
  validateString(type, 'type');
  validateObject(options, 'options');
  const { length } = options;
  if (type === 'hmac') validateInteger(length, 'options.length', 8, 2 ** 31 - 1);
  else if (type === 'aes') validateOneOf(length, 'options.length', [128, 192, 256]);
  else throw new ERR_INVALID_ARG_VALUE('type', type, 'must be a supported key type');
  return Math.floor(length / 8);
}

function generateKeySync(type, options) {
  return createSecretKey(randomBytes(secretSize(type, options)));
}

function generateKey(type, options, callback) {
  if (typeof options === 'function') [options, callback] = [undefined, options];
  validateFunction(callback, 'callback');
  randomBytes(secretSize(type, options), (error, bytes) => {
    if (error) callback(error);
    else callback(null, createSecretKey(bytes));
  });
}

// --- Prime numbers -----------------------------------------------------------------------------

function bytesOfBigInt(number, name) {
  if (number < 0n) throw new ERR_OUT_OF_RANGE(name, '>= 0', number);
  const hex = number.toString(16);
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
}

function readNumber(value, name) {
  if (typeof value === 'bigint') return bytesOfBigInt(value, name);
  if (isAnyArrayBuffer(value) || isArrayBufferView(value)) return value;
  throw new ERR_INVALID_ARG_TYPE(
    name, ['ArrayBuffer', 'TypedArray', 'Buffer', 'DataView', 'bigint'], value);
}

function preparePrime(size, options) {
  validateObject(options, 'options');
  const { safe = false, bigint = false, add, rem } = options;
  validateBoolean(safe, 'options.safe');
  validateBoolean(bigint, 'options.bigint');
  const values = [
    size, safe, add === undefined ? undefined : readNumber(add, 'options.add'),
    rem === undefined ? undefined : readNumber(rem, 'options.rem'),
  ];
  const finish = (bytes) => (bigint ? BigInt(`0x${bytes.toString('hex')}`) : bytes.buffer);
  return [values, finish];
}

function generatePrime(size, options, callback) {
  validateInt32(size, 'size', 1);
  if (typeof options === 'function') [options, callback] = [{}, options];
  validateFunction(callback, 'callback');
  const [values, finish] = preparePrime(size, options);
  native.generatePrime(...values, (error, bytes) => {
    if (error) callback(error);
    else callback(undefined, finish(bytes));
  });
}

function generatePrimeSync(size, options = {}) {
  validateInt32(size, 'size', 1);
  const [values, finish] = preparePrime(size, options);
  return finish(native.generatePrime(...values));
}

function prepareCheck(candidate, options) {
  const bytes = readNumber(candidate, 'candidate');
  validateObject(options, 'options');
  const { checks = 0 } = options;
  validateInt32(checks, 'options.checks', 0);
  return [bytes, checks];
}

function checkPrime(candidate, options, callback) {
  if (typeof candidate === 'bigint') candidate = bytesOfBigInt(candidate, 'candidate');
  if (typeof options === 'function') [options, callback] = [{}, options];
  const values = prepareCheck(candidate, options ?? {});
  validateFunction(callback, 'callback');
  native.checkPrime(...values, (error, answer) => (
    error ? callback(error) : callback(undefined, answer)));
}

function checkPrimeSync(candidate, options = {}) {
  return native.checkPrime(...prepareCheck(candidate, options));
}

module.exports = {
  checkPrime, checkPrimeSync, generateKey, generateKeyPair, generateKeyPairSync, generateKeySync,
  generatePrime, generatePrimeSync,
};

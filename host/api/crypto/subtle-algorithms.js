'use strict';
// SPDX-License-Identifier: MIT

// Which algorithms there are for which operation, with which parameters; and errors.

const { isCryptoKey } = require('crypto/crypto-key');
const { DOMException } = require('internal/dom-exception');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_MISSING_OPTION, ERR_OUT_OF_RANGE } } =
  require('internal/errors');
const { isAnyArrayBuffer, isArrayBufferView, isUint8Array } = require('internal/types').types;

function fail(name, message) {
  throw new DOMException(message, name);
}

function bytes(value, name) {
  if (!isAnyArrayBuffer(value) && !isArrayBufferView(value)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['ArrayBuffer', 'Buffer', 'TypedArray', 'DataView'], value);
  }
  // A copy: the script may change it meanwhile.
  return isArrayBufferView(value) ?
    Buffer.from(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) :
    Buffer.from(new Uint8Array(value.slice(0)));
}

function integer(most) {
  return (value, name) => {
    if (typeof value === 'bigint' || typeof value === 'symbol' || Number.isNaN(+value)) {
      throw new ERR_INVALID_ARG_TYPE(name, 'number', value);
    }
    const number = Math.trunc(+value);
    if (number < 0 || number > most) throw new ERR_OUT_OF_RANGE(name, `>= 0 && <= ${most}`, value);
    return number;
  };
}

function bigInteger(value, name) {
  if (!isUint8Array(value)) throw new ERR_INVALID_ARG_TYPE(name, 'Uint8Array', value);
  return new Uint8Array(value);
}

function key(value, name) {
  if (!isCryptoKey(value)) throw new ERR_INVALID_ARG_TYPE(name, 'CryptoKey', value);
  return value;
}

const text = (value) => `${value}`;
const hash = (value) => normalize(value, 'digest');
const octet = integer(255);
const short = integer(65535);
const long = integer(2 ** 32 - 1);

// A mark at the end: it may be left out.
const NONE = {};
const RSA_MAKING = { modulusLength: long, publicExponent: bigInteger, hash };
const RSA_IMPORT = { hash };
const CURVE = { namedCurve: text };
const AES = { length: short };
const HMAC = { 'hash': hash, 'length?': long };
const ECDSA = { hash };
const SHAS = { 'SHA-1': NONE, 'SHA-256': NONE, 'SHA-384': NONE, 'SHA-512': NONE };
const SIGNING = {
  'RSASSA-PKCS1-v1_5': NONE,
  'RSA-PSS': { saltLength: long },
  'ECDSA': ECDSA,
  'HMAC': NONE,
  'Ed25519': NONE,
  'Ed448': { 'context?': bytes },
};
const CIPHERS = {
  'RSA-OAEP': { 'label?': bytes },
  'AES-CBC': { iv: bytes },
  'AES-CTR': { counter: bytes, length: octet },
  'AES-GCM': { 'iv': bytes, 'additionalData?': bytes, 'tagLength?': octet },
};
const AGREEMENT = { public: key };

const MAKING = {
  'RSASSA-PKCS1-v1_5': RSA_MAKING,
  'RSA-PSS': RSA_MAKING,
  'RSA-OAEP': RSA_MAKING,
  'ECDSA': CURVE,
  'ECDH': CURVE,
  'AES-CTR': AES,
  'AES-CBC': AES,
  'AES-GCM': AES,
  'AES-KW': AES,
  'HMAC': HMAC,
  'Ed25519': NONE,
  'Ed448': NONE,
  'X25519': NONE,
  'X448': NONE,
};

const OPERATIONS = {
  'digest': SHAS,
  'generateKey': MAKING,
  'sign': SIGNING,
  'verify': SIGNING,
  'encrypt': CIPHERS,
  'decrypt': CIPHERS,
  'wrapKey': { ...CIPHERS, 'AES-KW': NONE },
  'unwrapKey': { ...CIPHERS, 'AES-KW': NONE },
  'importKey': {
    ...MAKING,
    'RSASSA-PKCS1-v1_5': RSA_IMPORT,
    'RSA-PSS': RSA_IMPORT,
    'RSA-OAEP': RSA_IMPORT,
    'AES-CTR': NONE,
    'AES-CBC': NONE,
    'AES-GCM': NONE,
    'AES-KW': NONE,
    'HKDF': NONE,
    'PBKDF2': NONE,
  },
  'deriveBits': {
    HKDF: { hash, salt: bytes, info: bytes },
    PBKDF2: { hash, iterations: long, salt: bytes },
    ECDH: AGREEMENT,
    X25519: AGREEMENT,
    X448: AGREEMENT,
  },
  'get key length': {
    'AES-CTR': AES, 'AES-CBC': AES, 'AES-GCM': AES, 'AES-KW': AES, 'HMAC': HMAC, 'HKDF': NONE,
    'PBKDF2': NONE,
  },
};

/**
 * Checks what a script says of an algorithm, and returns it with its name as it is written.
 *
 * @param {string | object} algorithm
 * @param {string} operation
 */
function normalize(algorithm, operation) {
  const isObject = algorithm !== null &&
    (typeof algorithm === 'object' || typeof algorithm === 'function');
  const given = isObject ? algorithm : { name: `${algorithm}` };
  if (given.name === undefined) throw new ERR_MISSING_OPTION('algorithm.name');
  const wanted = `${given.name}`.toLowerCase();
  const known = OPERATIONS[operation];
  const name = Object.keys(known).find((one) => one.toLowerCase() === wanted);
  if (name === undefined) fail('NotSupportedError', 'Unrecognized algorithm name');
  const made = { name };
  for (const [field, read] of Object.entries(known[name])) {
    const optional = field.endsWith('?');
    const property = optional ? field.slice(0, -1) : field;
    const value = given[property];
    if (value !== undefined) made[property] = read(value, `algorithm.${property}`);
    else if (!optional) throw new ERR_MISSING_OPTION(`algorithm.${property}`);
  }
  return made;
}

module.exports = { bytes, fail, normalize };

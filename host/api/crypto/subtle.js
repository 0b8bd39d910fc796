'use strict';
// SPDX-License-Identifier: MIT

// SubtleCrypto: the operations of the Web Cryptography API, with arguments checked as it says.

const { CryptoKey, isCryptoKey } = require('crypto/crypto-key');
const { bytes, fail, normalize } = require('crypto/subtle-algorithms');
const { BLOCK_BITS, exportKey, generate, importKey, toArrayBuffer } = require('crypto/subtle-keys');
const { cipher, deriveBits, digest, sign, verify } = require('crypto/subtle-operations');
const { Buffer } = require('buffer');
const { codes: {
  ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_THIS,
  ERR_MISSING_ARGS,
} } = require('internal/errors');

const FORMATS = ['raw', 'pkcs8', 'spki', 'jwk'];
const USAGES = [
  'encrypt', 'decrypt', 'sign', 'verify', 'deriveKey', 'deriveBits', 'wrapKey', 'unwrapKey',
];
const kToken = Symbol('token');
let subtle;

// The names of arguments; at least so many must be given.
function checkCall(self, given, names) {
  if (self !== subtle) throw new ERR_INVALID_THIS('SubtleCrypto');
  if (given.length < names.length) throw new ERR_MISSING_ARGS(names.slice(given.length));
}

function toFormat(format) {
  if (!FORMATS.includes(format)) throw new ERR_INVALID_ARG_VALUE('format', format);
  return format;
}

function toKey(key, name = 'key') {
  if (!isCryptoKey(key)) throw new ERR_INVALID_ARG_TYPE(name, 'CryptoKey', key);
  return key;
}

function toUsages(usages) {
  if (usages === null || typeof usages !== 'object' || typeof usages[Symbol.iterator] !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('keyUsages', 'Array', usages);
  }
  return [...usages].map((usage) => {
    if (!USAGES.includes(usage)) throw new ERR_INVALID_ARG_VALUE('keyUsages', usage);
    return usage;
  });
}

function toKeyData(format, data) {
  return format === 'jwk' ? data : bytes(data, 'keyData');
}

const toLength = (length) => (length === null || length === undefined ? null : Math.trunc(+length));

async function toResult(made) {
  return toArrayBuffer(await made);
}

// How long a key of this algorithm is; null: any length will do.
function keyLength(algorithm) {
  if (algorithm.name.startsWith('AES')) {
    if (![128, 192, 256].includes(algorithm.length)) fail('OperationError', 'Invalid key length');
    return algorithm.length;
  }
  if (algorithm.name !== 'HMAC') return null;
  const { length = BLOCK_BITS[algorithm.hash.name] } = algorithm;
  if (length === 0) throw new TypeError('Zero-length key is not supported');
  return length;
}

class SubtleCrypto {
  constructor(token) {
    if (token !== kToken) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  async digest(algorithm, data) {
    checkCall(this, arguments, ['algorithm', 'data']);
    const input = bytes(data, 'data');
    return toResult(digest(normalize(algorithm, 'digest'), input));
  }

  async generateKey(algorithm, extractable, keyUsages) {
    checkCall(this, arguments, ['algorithm', 'extractable', 'keyUsages']);
    const chosen = normalize(algorithm, 'generateKey');
    return generate(chosen, Boolean(extractable), toUsages(keyUsages));
  }

  async importKey(format, keyData, algorithm, extractable, keyUsages) {
    checkCall(this, arguments, ['format', 'keyData', 'algorithm', 'extractable', 'keyUsages']);
    toFormat(format);
    const data = toKeyData(format, keyData);
    const chosen = normalize(algorithm, 'importKey');
    return importKey(format, data, chosen, Boolean(extractable), toUsages(keyUsages));
  }

  async exportKey(format, key) {
    checkCall(this, arguments, ['format', 'key']);
    return exportKey(toFormat(format), toKey(key));
  }

  async sign(algorithm, key, data) {
    checkCall(this, arguments, ['algorithm', 'key', 'data']);
    const chosen = normalize(algorithm, 'sign');
    return toResult(sign(chosen, toKey(key), bytes(data, 'data')));
  }

  async verify(algorithm, key, signature, data) {
    checkCall(this, arguments, ['algorithm', 'key', 'signature', 'data']);
    const chosen = normalize(algorithm, 'verify');
    return verify(chosen, toKey(key), bytes(signature, 'signature'), bytes(data, 'data'));
  }

  async encrypt(algorithm, key, data) {
    checkCall(this, arguments, ['algorithm', 'key', 'data']);
    const chosen = normalize(algorithm, 'encrypt');
    return toResult(cipher(chosen, true, toKey(key), bytes(data, 'data'), 'encrypt'));
  }

  async decrypt(algorithm, key, data) {
    checkCall(this, arguments, ['algorithm', 'key', 'data']);
    const chosen = normalize(algorithm, 'decrypt');
    return toResult(cipher(chosen, false, toKey(key), bytes(data, 'data'), 'decrypt'));
  }

  async deriveBits(algorithm, baseKey, length = null) {
    checkCall(this, arguments, ['algorithm', 'baseKey']);
    const chosen = normalize(algorithm, 'deriveBits');
    if (!toKey(baseKey, 'baseKey').usages.includes('deriveBits')) {
      fail('InvalidAccessError', 'baseKey does not have deriveBits usage');
    }
    return toResult(deriveBits(chosen, baseKey, toLength(length)));
  }

  async deriveKey(algorithm, baseKey, derivedKeyAlgorithm, extractable, keyUsages) {
    checkCall(this, arguments,
      ['algorithm', 'baseKey', 'derivedKeyAlgorithm', 'extractable', 'keyUsages']);
    const chosen = normalize(algorithm, 'deriveBits');
    const kind = normalize(derivedKeyAlgorithm, 'importKey');
    const length = keyLength(normalize(derivedKeyAlgorithm, 'get key length'));
    const usages = toUsages(keyUsages);
    if (!toKey(baseKey, 'baseKey').usages.includes('deriveKey')) {
      fail('InvalidAccessError', 'baseKey does not have deriveKey usage');
    }
    const data = await deriveBits(chosen, baseKey, length);
    return importKey('raw', data, kind, Boolean(extractable), usages);
  }

  async wrapKey(format, key, wrappingKey, wrapAlgorithm) {
    checkCall(this, arguments, ['format', 'key', 'wrappingKey', 'wrapAlgorithm']);
    toFormat(format);
    toKey(key);
    toKey(wrappingKey, 'wrappingKey');
    const chosen = normalize(wrapAlgorithm, 'wrapKey');
    const exported = exportKey(format, key);
    let data = Buffer.from(format === 'jwk' ? JSON.stringify(exported) : exported);
    // AES-KW takes whole halves of blocks; JSON does not mind spaces.
    if (format === 'jwk' && chosen.name === 'AES-KW' && data.length % 8 !== 0) {
      data = Buffer.concat([data, Buffer.alloc(8 - (data.length % 8), ' ')]);
    }
    return toResult(cipher(chosen, true, wrappingKey, data, 'wrapKey'));
  }

  async unwrapKey(format, wrappedKey, unwrappingKey, unwrapAlgorithm, unwrappedKeyAlgorithm, extractable,
                  keyUsages) {
    checkCall(this, arguments, ['format', 'wrappedKey', 'unwrappingKey', 'unwrapAlgorithm',
      'unwrappedKeyAlgorithm', 'extractable', 'keyUsages']);
    toFormat(format);
    const data = bytes(wrappedKey, 'wrappedKey');
    toKey(unwrappingKey, 'unwrappingKey');
    const chosen = normalize(unwrapAlgorithm, 'unwrapKey');
    const kind = normalize(unwrappedKeyAlgorithm, 'importKey');
    const usages = toUsages(keyUsages);
    let unwrapped = await cipher(chosen, false, unwrappingKey, data, 'unwrapKey');
    if (format === 'jwk') {
      try {
        unwrapped = JSON.parse(unwrapped.toString());
      } catch {
        fail('DataError', 'Invalid wrapped JWK key');
      }
    }
    return importKey(format, unwrapped, kind, Boolean(extractable), usages);
  }
}
for (const name of Object.getOwnPropertyNames(SubtleCrypto.prototype)) {
  if (name !== 'constructor') Object.defineProperty(SubtleCrypto.prototype, name, { enumerable: true });
}
Object.defineProperty(SubtleCrypto.prototype, Symbol.toStringTag, {
  configurable: true, value: 'SubtleCrypto',
});

subtle = new SubtleCrypto(kToken);

module.exports = { CryptoKey, SubtleCrypto, subtle };

'use strict';
// SPDX-License-Identifier: MIT

// Signing, encrypting and deriving, as the Web Cryptography API has them: in the thread pool.

const { keyObjectOf } = require('crypto/crypto-key');
const { fail } = require('crypto/subtle-algorithms');
const { bytesOfKeyObject, nativeKey } = require('crypto/keys');
const { native } = require('crypto/start');
const { constants } = require('crypto/constants');
const { Buffer } = require('buffer');

const FAILED = 'The operation failed for an operation-specific reason';
const BLOCK = 16;

function inPool(run, ...values) {
  return new Promise((resolve, reject) => {
    run(...values, (error, value) => (error ? reject(error) : resolve(value)));
  });
}

// What fails in OpenSSL is an OperationError, and says no more than that.
async function operation(run, ...values) {
  try {
    return await inPool(run, ...values);
  } catch {
    return fail('OperationError', FAILED);
  }
}

// As OpenSSL names digests.
const digestName = ({ name }) => name.replace('-', '').toLowerCase();

const secret = (key) => bytesOfKeyObject(keyObjectOf(key));
const handle = (key) => nativeKey(keyObjectOf(key));

function digest(algorithm, data) {
  return operation(native.digestInPool, digestName(algorithm), data);
}

// [digest, padding, salt length, fixed size]
function mannerOf(algorithm, key) {
  switch (algorithm.name) {
    case 'ECDSA':
      return [digestName(algorithm.hash), undefined, undefined, true];
    case 'RSA-PSS':
      return [digestName(key.algorithm.hash), constants.RSA_PKCS1_PSS_PADDING, algorithm.saltLength];
    case 'RSASSA-PKCS1-v1_5':
      return [digestName(key.algorithm.hash), constants.RSA_PKCS1_PADDING];
    default:
      return [];
  }
}

function checkSigning(algorithm, key, usage) {
  if (!key.usages.includes(usage) || algorithm.name !== key.algorithm.name) {
    fail('InvalidAccessError', `Unable to use this key to ${usage}`);
  }
  if (algorithm.context?.length > 0) {
    fail('NotSupportedError', 'Non zero-length context is not yet supported.');
  }
}

function hmac(key, data) {
  return operation(native.hmacInPool, digestName(key.algorithm.hash), secret(key), data);
}

function sign(algorithm, key, data) {
  checkSigning(algorithm, key, 'sign');
  if (algorithm.name === 'HMAC') return hmac(key, data);
  if (key.type !== 'private') fail('InvalidAccessError', 'Key must be a private key');
  const [name, padding, saltLength, fixed] = mannerOf(algorithm, key);
  return operation(native.sign, handle(key), name, data, padding, saltLength, fixed);
}

async function verify(algorithm, key, signature, data) {
  checkSigning(algorithm, key, 'verify');
  if (algorithm.name === 'HMAC') {
    const wanted = await hmac(key, data);
    return wanted.length === signature.length && native.timingSafeEqual(wanted, signature);
  }
  if (key.type !== 'public') fail('InvalidAccessError', 'Key must be a public key');
  const [name, padding, saltLength, fixed] = mannerOf(algorithm, key);
  return operation(native.verify, handle(key), name, data, signature, padding, saltLength, fixed);
}

// --- Ciphers -----------------------------------------------------------------------------------

function aes(mode, encrypts, key, iv, data, extra, tagBytes) {
  const bits = key.algorithm.length;
  const name = mode === 'wrap' ? `id-aes${bits}-wrap` : `aes-${bits}-${mode}`;
  return operation(native.cipherInPool, encrypts, name, secret(key), iv, data, extra, tagBytes);
}

function aesCbc(algorithm, encrypts, key, data) {
  if (algorithm.iv.length !== BLOCK) {
    fail('OperationError', 'algorithm.iv must contain exactly 16 bytes');
  }
  return aes('cbc', encrypts, key, algorithm.iv, data);
}

// Only the last `length` bits count: where they begin anew, the others stay as they are.
async function aesCtr({ counter, length }, encrypts, key, data) {
  if (counter.length !== BLOCK) {
    fail('OperationError', 'algorithm.counter must contain exactly 16 bytes');
  }
  if (length === 0 || length > 128) {
    fail('OperationError', 'AES-CTR algorithm.length must be between 1 and 128');
  }
  const limit = 1n << BigInt(length);
  const start = BigInt(`0x${counter.toString('hex')}`);
  const blocks = BigInt(Math.ceil(data.length / BLOCK));
  if (blocks > limit) fail('OperationError', FAILED);
  const left = limit - (start % limit);
  if (blocks <= left) return aes('ctr', encrypts, key, counter, data);
  const cut = Number(left) * BLOCK;
  const anew = Buffer.from((start - (start % limit)).toString(16).padStart(2 * BLOCK, '0'), 'hex');
  return Buffer.concat(await Promise.all([
    aes('ctr', encrypts, key, counter, data.subarray(0, cut)),
    aes('ctr', encrypts, key, anew, data.subarray(cut)),
  ]));
}

const TAG_BITS = [32, 64, 96, 104, 112, 120, 128];

function aesGcm({ iv, additionalData, tagLength = 128 }, encrypts, key, data) {
  if (!TAG_BITS.includes(tagLength)) {
    fail('OperationError', `${tagLength} is not a valid AES-GCM tag length`);
  }
  if (!encrypts && data.length < tagLength / 8) {
    fail('OperationError', 'The provided data is too small.');
  }
  return aes('gcm', encrypts, key, iv, data, additionalData, tagLength / 8);
}

function rsaOaep({ label }, encrypts, key, data) {
  if (key.type !== (encrypts ? 'public' : 'private')) {
    fail('InvalidAccessError', 'The requested operation is not valid for the provided key');
  }
  return operation(encrypts ? native.publicEncrypt : native.privateDecrypt, handle(key), data,
    constants.RSA_PKCS1_OAEP_PADDING, digestName(key.algorithm.hash), label);
}

const WRAP_IV = Buffer.alloc(8, 0xa6);

function aesKw(algorithm, encrypts, key, data) {
  return aes('wrap', encrypts, key, WRAP_IV, data);
}

const CIPHERS = {
  'AES-CBC': aesCbc, 'AES-CTR': aesCtr, 'AES-GCM': aesGcm, 'RSA-OAEP': rsaOaep, 'AES-KW': aesKw,
};

/** Encrypts or decrypts; `usage` is what the key must be good for. */
function cipher(algorithm, encrypts, key, data, usage) {
  if (key.algorithm.name !== algorithm.name || !key.usages.includes(usage)) {
    fail('InvalidAccessError', 'The requested operation is not valid for the provided key');
  }
  return CIPHERS[algorithm.name](algorithm, encrypts, key, data);
}

// --- Derivation --------------------------------------------------------------------------------

function checkLength(length) {
  if (length === null) fail('OperationError', 'length cannot be null');
  if (length === 0) fail('OperationError', 'length cannot be zero');
  if (length % 8 !== 0) fail('OperationError', 'length must be a multiple of 8');
}

function hkdf({ hash, salt, info }, key, length) {
  checkLength(length);
  return operation(native.hkdf, digestName(hash), secret(key), salt, info, length / 8);
}

function pbkdf2({ hash, salt, iterations }, key, length) {
  if (iterations === 0) fail('OperationError', 'iterations cannot be zero');
  checkLength(length);
  return operation(
    native.pbkdf2, secret(key), salt, iterations, length / 8, digestName(hash));
}

async function agree({ public: other }, key, length) {
  if (other.type !== 'public') fail('InvalidAccessError', 'algorithm.public must be a public key');
  if (key.type !== 'private') fail('InvalidAccessError', 'baseKey must be a private key');
  if (!['ECDH', 'X25519', 'X448'].includes(other.algorithm.name)) {
    fail('InvalidAccessError', 'Keys must be ECDH, X25519, or X448 keys');
  }
  if (key.algorithm.name !== other.algorithm.name) {
    fail('InvalidAccessError', 'The public and private keys must be of the same type');
  }
  if (key.algorithm.namedCurve !== other.algorithm.namedCurve) {
    fail('InvalidAccessError', 'Named curve mismatch');
  }
  const bits = await operation(native.agree, handle(key), handle(other));
  if (length === null) return bits;
  if (bits.length * 8 < length) fail('OperationError', 'derived bit length is too small');
  const cut = Buffer.from(bits.subarray(0, Math.ceil(length / 8)));
  // Bits that were not asked for are zeros.
  if (length % 8 !== 0) cut[cut.length - 1] &= 0xff << (8 - (length % 8));
  return cut;
}

function deriveBits(algorithm, key, length) {
  if (key.algorithm.name !== algorithm.name) {
    fail('InvalidAccessError', 'Key algorithm mismatch');
  }
  if (algorithm.name === 'HKDF') return hkdf(algorithm, key, length);
  if (algorithm.name === 'PBKDF2') return pbkdf2(algorithm, key, length);
  return agree(algorithm, key, length);
}

module.exports = { cipher, deriveBits, digest, sign, verify };

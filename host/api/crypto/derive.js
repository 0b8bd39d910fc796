'use strict';
// SPDX-License-Identifier: MIT

// Keys from passwords and from other keys: PBKDF2, scrypt, HKDF, in the thread pool or at once.

const { native, toBytes } = require('crypto/start');
const { bytesOfKeyObject, isKeyObject } = require('crypto/keys');
const { kMaxLength } = require('buffer');
const { codes: {
  ERR_CRYPTO_SCRYPT_INVALID_PARAMETER, ERR_OUT_OF_RANGE,
} } = require('internal/errors');
const {
  validateFunction, validateInt32, validateInteger, validateString, validateUint32,
} = require('internal/validate');

function checkPbkdf2(password, salt, iterations, keylen, digest) {
  validateString(digest, 'digest');
  password = toBytes(password, 'password');
  salt = toBytes(salt, 'salt');
  validateInt32(iterations, 'iterations', 1);
  validateInt32(keylen, 'keylen', 0);
  return [password, salt, iterations, keylen, digest];
}

function pbkdf2(password, salt, iterations, keylen, digest, callback) {
  if (typeof digest === 'function') [digest, callback] = [undefined, digest];
  const checked = checkPbkdf2(password, salt, iterations, keylen, digest);
  validateFunction(callback, 'callback');
  native.pbkdf2(...checked, callback);
}

function pbkdf2Sync(password, salt, iterations, keylen, digest) {
  return native.pbkdf2(...checkPbkdf2(password, salt, iterations, keylen, digest));
}

const SCRYPT_NAMES = [['N', 'cost'], ['r', 'blockSize'], ['p', 'parallelization']];
const SCRYPT_DEFAULTS = { N: 16384, r: 8, p: 1, maxmem: 32 << 20 };

function checkScrypt(password, salt, keylen, options) {
  password = toBytes(password, 'password');
  salt = toBytes(salt, 'salt');
  validateInt32(keylen, 'keylen', 0);
  const chosen = { ...SCRYPT_DEFAULTS };
  if (options && options !== SCRYPT_DEFAULTS) {
    for (const [short, long] of SCRYPT_NAMES) {
      const hasShort = options[short] !== undefined;
      if (hasShort) {
        chosen[short] = options[short];
        validateUint32(chosen[short], short);
      }
      if (options[long] !== undefined) {
        if (hasShort) throw new ERR_CRYPTO_SCRYPT_INVALID_PARAMETER();
        chosen[short] = options[long];
        validateUint32(chosen[short], long);
      }
    }
    if (options.maxmem !== undefined) {
      chosen.maxmem = options.maxmem;
      validateInteger(chosen.maxmem, 'maxmem', 0);
    }
    for (const name of ['N', 'r', 'p', 'maxmem']) {
      if (chosen[name] === 0) chosen[name] = SCRYPT_DEFAULTS[name];
    }
  }
  return [password, salt, chosen.N, chosen.r, chosen.p, chosen.maxmem, keylen];
}

function scrypt(password, salt, keylen, options, callback) {
  if (typeof options === 'function') [options, callback] = [SCRYPT_DEFAULTS, options];
  const checked = checkScrypt(password, salt, keylen, options);
  validateFunction(callback, 'callback');
  native.scrypt(...checked, callback);
}

function scryptSync(password, salt, keylen, options = SCRYPT_DEFAULTS) {
  return native.scrypt(...checkScrypt(password, salt, keylen, options));
}

const LONGEST_INFO = 1024;

function secretOf(key) {
  if (isKeyObject(key)) return bytesOfKeyObject(key);
  return toBytes(key, 'ikm');
}

function checkHkdf(digest, ikm, salt, info, length) {
  validateString(digest, 'digest');
  const secret = secretOf(ikm);
  salt = toBytes(salt, 'salt');
  info = toBytes(info, 'info');
  validateInteger(length, 'length', 0, kMaxLength);
  if (info.byteLength > LONGEST_INFO) {
    throw new ERR_OUT_OF_RANGE('info', 'must not contain more than 1024 bytes', info.byteLength);
  }
  return [digest, secret, salt, info, length];
}

function hkdf(digest, ikm, salt, info, length, callback) {
  const checked = checkHkdf(digest, ikm, salt, info, length);
  validateFunction(callback, 'callback');
  native.hkdf(...checked, (error, key) => (error ? callback(error) : callback(null, key.buffer)));
}

function hkdfSync(digest, ikm, salt, info, length) {
  return native.hkdf(...checkHkdf(digest, ikm, salt, info, length)).buffer;
}

module.exports = { hkdf, hkdfSync, pbkdf2, pbkdf2Sync, scrypt, scryptSync };

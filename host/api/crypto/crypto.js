'use strict';
// SPDX-License-Identifier: MIT

// crypto: what require('crypto') returns. All of it is made when it is first required.

require('crypto/start');
const { constants } = require('crypto/constants');
const ciphers = require('crypto/cipher');
const { Hash, Hmac, createHash, createHmac, getHashes, hash, timingSafeEqual } =
  require('crypto/hash');
const { KeyObject, createPrivateKey, createPublicKey, createSecretKey } = require('crypto/keys');
const random = require('crypto/random');
const { Certificate, X509Certificate } = require('crypto/x509');
const { codes: {
  ERR_CRYPTO_ENGINE_UNKNOWN, ERR_CRYPTO_FIPS_UNAVAILABLE, ERR_INVALID_ARG_TYPE,
} } = require('internal/errors');
const { hasOption } = require('internal/options');
const { validateString } = require('internal/validate');
const { deprecate } = require('util');

/** The engines of OpenSSL belong to the whole process: no plugin can load or choose one. */
function setEngine(id, flags) {
  validateString(id, 'id');
  if (flags && typeof flags !== 'number') throw new ERR_INVALID_ARG_TYPE('flags', 'number', flags);
  // Differs from Node: any name is unknown.
  throw new ERR_CRYPTO_ENGINE_UNKNOWN(id);
}

function getFips() {
  return 0;
}

function setFips(on) {
  if (on) throw new ERR_CRYPTO_FIPS_UNAVAILABLE();
}

// OpenSSL's protected heap is the whole process's, and not set up.
function secureHeapUsed() {
  return { total: 0, used: 0, utilization: 0, min: 0 };
}

function getRandomValues(array) {
  return require('crypto/webcrypto').crypto.getRandomValues(array);
}

module.exports = {
  ...ciphers,
  Hash,
  Hmac,
  KeyObject,
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  getFips,
  getHashes,
  getRandomValues,
  hash,
  ...require('crypto/derive'),
  ...require('crypto/diffie-hellman'),
  ...require('crypto/make-key'),
  ...random,
  secureHeapUsed,
  setEngine,
  setFips,
  timingSafeEqual,
  ...require('crypto/sign'),
  Certificate,
  X509Certificate,
};

function define(name, descriptor) {
  Object.defineProperty(module.exports, name, {
    __proto__: null, configurable: true, enumerable: false, ...descriptor,
  });
}

define('constants', { configurable: false, enumerable: true, value: constants });
define('createCipher', { value: ciphers.createCipher, writable: true });
define('createDecipher', { value: ciphers.createDecipher, writable: true });
define('fips', { get: getFips, set: setFips });
define('webcrypto', {
  configurable: false,
  enumerable: true,
  get: () => require('crypto/webcrypto').crypto,
  set: undefined,
});
define('subtle', {
  configurable: false,
  enumerable: true,
  get: () => require('crypto/webcrypto').crypto.subtle,
  set: undefined,
});
// Old names of randomBytes().
for (const name of ['pseudoRandomBytes', 'prng', 'rng']) {
  const value = hasOption('--pending-deprecation') ?
    deprecate(random.randomBytes, `crypto.${name} is deprecated.`, 'DEP0115') : random.randomBytes;
  define(name, { value, writable: true });
}

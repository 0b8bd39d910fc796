'use strict';
// SPDX-License-Identifier: MIT

// Secrets that two ends agree on: Diffie-Hellman, over numbers and over curves.

const { BYTES, native, toBytes } = require('crypto/start');
const { isKeyObject, nativeKey } = require('crypto/keys');
const { Buffer } = require('buffer');
const { codes: {
  ERR_CRYPTO_ECDH_INVALID_FORMAT, ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY, ERR_CRYPTO_INCOMPATIBLE_KEY,
  ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE, ERR_CRYPTO_UNKNOWN_DH_GROUP, ERR_INVALID_ARG_TYPE,
  ERR_INVALID_ARG_VALUE,
} } = require('internal/errors');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/types').types;
const { validateFunction, validateInt32, validateObject, validateString } =
  require('internal/validate');

const kHandle = Symbol('handle');
const GENERATOR = 2;

function encode(bytes, encoding) {
  return encoding && encoding !== 'buffer' ? bytes.toString(encoding) : bytes;
}

const isBytes = (value) => isArrayBufferView(value) || isAnyArrayBuffer(value);

function readGenerator(generator, encoding) {
  if (!generator) return GENERATOR;
  if (typeof generator === 'number') {
    validateInt32(generator, 'generator');
    return generator;
  }
  if (typeof generator !== 'string' && !isBytes(generator)) {
    throw new ERR_INVALID_ARG_TYPE('generator', ['number', 'string', ...BYTES], generator);
  }
  return toBytes(generator, 'generator', encoding);
}

const common = {
  generateKeys(encoding) {
    return encode(this[kHandle].generateKeys(), encoding);
  },
  computeSecret(key, inputEncoding, outputEncoding) {
    return encode(this[kHandle].computeSecret(toBytes(key, 'key', inputEncoding)), outputEncoding);
  },
  getPrime(encoding) {
    return encode(this[kHandle].getPrime(), encoding);
  },
  getGenerator(encoding) {
    return encode(this[kHandle].getGenerator(), encoding);
  },
  getPublicKey(encoding) {
    return encode(this[kHandle].getPublicKey(), encoding);
  },
  getPrivateKey(encoding) {
    return encode(this[kHandle].getPrivateKey(), encoding);
  },
};

function defineVerifyError(self) {
  Object.defineProperty(self, 'verifyError', {
    __proto__: null, enumerable: true, value: self[kHandle].verifyError(), writable: false,
  });
}

function DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding) {
  if (!(this instanceof DiffieHellman)) {
    return new DiffieHellman(sizeOrKey, keyEncoding, generator, genEncoding);
  }
  if (typeof sizeOrKey !== 'number' && typeof sizeOrKey !== 'string' && !isBytes(sizeOrKey)) {
    throw new ERR_INVALID_ARG_TYPE('sizeOrKey', ['number', 'string', ...BYTES], sizeOrKey);
  }
  if (typeof sizeOrKey === 'number') validateInt32(sizeOrKey, 'sizeOrKey');
  // The encoding may be left out.
  if (keyEncoding && !Buffer.isEncoding(keyEncoding) && keyEncoding !== 'buffer') {
    [keyEncoding, generator, genEncoding] = [undefined, keyEncoding, generator];
  }
  if (typeof sizeOrKey !== 'number') sizeOrKey = toBytes(sizeOrKey, 'sizeOrKey', keyEncoding);
  this[kHandle] = new native.DiffieHellman();
  this[kHandle].init(sizeOrKey, readGenerator(generator, genEncoding));
  defineVerifyError(this);
}
Object.assign(DiffieHellman.prototype, common, {
  setPublicKey(key, encoding) {
    this[kHandle].setPublicKey(toBytes(key, 'key', encoding));
    return this;
  },
  setPrivateKey(key, encoding) {
    this[kHandle].setPrivateKey(toBytes(key, 'key', encoding));
    return this;
  },
});

function DiffieHellmanGroup(name) {
  if (!(this instanceof DiffieHellmanGroup)) return new DiffieHellmanGroup(name);
  this[kHandle] = new native.DiffieHellman();
  validateString(name, 'name');
  if (!this[kHandle].initGroup(name)) throw new ERR_CRYPTO_UNKNOWN_DH_GROUP();
  defineVerifyError(this);
}
Object.assign(DiffieHellmanGroup.prototype, common);

const FORMATS = { compressed: 2, uncompressed: 4, hybrid: 6 };

function formatNumber(format) {
  if (!format) return FORMATS.uncompressed;
  if (!Object.hasOwn(FORMATS, format)) throw new ERR_CRYPTO_ECDH_INVALID_FORMAT(format);
  return FORMATS[format];
}

function ECDH(curve) {
  if (!(this instanceof ECDH)) return new ECDH(curve);
  validateString(curve, 'curve');
  this[kHandle] = new native.ECDH();
  this[kHandle].init(curve);
}
Object.assign(ECDH.prototype, {
  generateKeys(encoding, format) {
    this[kHandle].generateKeys();
    return this.getPublicKey(encoding, format);
  },
  computeSecret(key, inputEncoding, outputEncoding) {
    const secret = this[kHandle].computeSecret(toBytes(key, 'key', inputEncoding));
    if (secret === undefined) throw new ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY();
    return encode(secret, outputEncoding);
  },
  getPublicKey(encoding, format) {
    return encode(this[kHandle].getPublicKey(formatNumber(format)), encoding);
  },
  getPrivateKey: common.getPrivateKey,
  setPrivateKey: DiffieHellman.prototype.setPrivateKey,
  setPublicKey: DiffieHellman.prototype.setPublicKey,
});

/** Writes a public key another way: compressed, say. */
ECDH.convertKey = function(key, curve, inputEncoding, outputEncoding, format) {
  validateString(curve, 'curve');
  const bytes = toBytes(key, 'key', inputEncoding);
  return encode(native.convertKey(bytes, curve, formatNumber(format)), outputEncoding);
};

const AGREEING = ['dh', 'ec', 'x448', 'x25519'];

/** The secret of a private key of ours and a public key of theirs. */
function diffieHellman(options, callback) {
  validateObject(options, 'options');
  if (callback !== undefined) validateFunction(callback, 'callback');
  const { privateKey, publicKey } = options;
  if (!isKeyObject(privateKey)) throw new ERR_INVALID_ARG_VALUE('options.privateKey', privateKey);
  if (!isKeyObject(publicKey)) throw new ERR_INVALID_ARG_VALUE('options.publicKey', publicKey);
  if (privateKey.type !== 'private') {
    throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(privateKey.type, 'private');
  }
  if (publicKey.type !== 'public' && publicKey.type !== 'private') {
    throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(publicKey.type, 'private or public');
  }
  const own = privateKey.asymmetricKeyType;
  const other = publicKey.asymmetricKeyType;
  if (own !== other || !AGREEING.includes(own)) {
    throw new ERR_CRYPTO_INCOMPATIBLE_KEY(
      'key types for Diffie-Hellman', `${own} and ${other}`);
  }
  return native.agree(nativeKey(privateKey), nativeKey(publicKey), callback);
}

module.exports = {
  DiffieHellman,
  DiffieHellmanGroup,
  ECDH,
  createDiffieHellman: (...values) => new DiffieHellman(...values),
  createDiffieHellmanGroup: (name) => new DiffieHellmanGroup(name),
  createECDH: (curve) => new ECDH(curve),
  diffieHellman,
  getCurves: () => native.curves().sort(),
  getDiffieHellman: (name) => new DiffieHellmanGroup(name),
};

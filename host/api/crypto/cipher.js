'use strict';
// SPDX-License-Identifier: MIT

// Symmetric ciphers, as streams and by update() and final().

const {
  checkData, inputEncodingNumber, native, stringOption, toBytes, uniqueNames, unsignedOption,
} = require('crypto/start');
const { LazyTransform } = require('crypto/lazy-transform');
const { bytesOfSecretKey } = require('crypto/keys');
const { findEncoding } = require('buffer/encodings');
const { codes: {
  ERR_CRYPTO_INVALID_STATE, ERR_INVALID_ARG_TYPE, ERR_UNKNOWN_ENCODING,
}, define } = require('internal/errors');
const { validateInt32, validateObject, validateString } = require('internal/validate');
const { StringDecoder } = require('string_decoder');

define('ERR_INTERNAL_ASSERTION', 'Error', (message) => message);
const { ERR_INTERNAL_ASSERTION } = require('internal/errors').codes;

const kHandle = Symbol('handle');
const kDecoder = Symbol('decoder');

function CipherBase(options) {
  this[kHandle] = new native.Cipher();
  this[kDecoder] = null;
  Reflect.apply(LazyTransform, this, [options]);
}
Object.setPrototypeOf(CipherBase.prototype, LazyTransform.prototype);
Object.setPrototypeOf(CipherBase, LazyTransform);

// Characters may be cut in two by an update: one decoder for all of them.
function decoderOf(self, encoding) {
  const { name } = findEncoding(`${encoding}`) ?? {};
  self[kDecoder] ??= new StringDecoder(encoding);
  if (self[kDecoder].encoding !== name) {
    if (name === undefined) throw new ERR_UNKNOWN_ENCODING(encoding);
    throw new ERR_INTERNAL_ASSERTION('Cannot change encoding');
  }
  return self[kDecoder];
}

function wantsText(encoding) {
  return encoding && encoding !== 'buffer';
}

const methods = {
  _transform(chunk, encoding, callback) {
    this.push(this[kHandle].update(chunk, inputEncodingNumber(encoding)));
    callback();
  },

  _flush(callback) {
    try {
      this.push(this[kHandle].final());
    } catch (error) {
      callback(error);
      return;
    }
    callback();
  },

  update(data, inputEncoding, outputEncoding) {
    checkData(data, inputEncoding);
    const made = this[kHandle].update(data, inputEncodingNumber(inputEncoding));
    return wantsText(outputEncoding) ? decoderOf(this, outputEncoding).write(made) : made;
  },

  final(outputEncoding) {
    const made = this[kHandle].final();
    return wantsText(outputEncoding) ? decoderOf(this, outputEncoding).end(made) : made;
  },

  setAutoPadding(on) {
    if (!this[kHandle].setAutoPadding(on === undefined || Boolean(on))) {
      throw new ERR_CRYPTO_INVALID_STATE('setAutoPadding');
    }
    return this;
  },

  setAAD(buffer, options) {
    const encoding = stringOption(options, 'encoding');
    const length = unsignedOption(options, 'plaintextLength');
    if (!this[kHandle].setAAD(toBytes(buffer, 'aadbuf', encoding), length)) {
      throw new ERR_CRYPTO_INVALID_STATE('setAAD');
    }
    return this;
  },
};

const encrypting = {
  getAuthTag() {
    const tag = this[kHandle].getAuthTag();
    if (tag === undefined) throw new ERR_CRYPTO_INVALID_STATE('getAuthTag');
    return tag;
  },
};

const decrypting = {
  setAuthTag(tag, encoding) {
    if (!this[kHandle].setAuthTag(toBytes(tag, 'buffer', encoding))) {
      throw new ERR_CRYPTO_INVALID_STATE('setAuthTag');
    }
    return this;
  },
};

function addMethods(Class, more) {
  Object.setPrototypeOf(Class.prototype, CipherBase.prototype);
  Object.setPrototypeOf(Class, CipherBase);
  Object.assign(Class.prototype, methods, more);
}

function start(self, encrypts, cipher, key, iv, options) {
  validateString(cipher, 'cipher');
  const secret = bytesOfSecretKey(key, stringOption(options, 'encoding'));
  if (iv !== null) iv = toBytes(iv, 'iv');
  const tagLength = unsignedOption(options, 'authTagLength');
  Reflect.apply(CipherBase, self, [options]);
  self[kHandle].init(encrypts, cipher, secret, iv, tagLength);
}

function Cipheriv(cipher, key, iv, options) {
  if (!new.target) return new Cipheriv(cipher, key, iv, options);
  start(this, true, cipher, key, iv, options);
}
addMethods(Cipheriv, encrypting);

function Decipheriv(cipher, key, iv, options) {
  if (!new.target) return new Decipheriv(cipher, key, iv, options);
  start(this, false, cipher, key, iv, options);
}
addMethods(Decipheriv, decrypting);

let warned = false;

function warnOfPasswords(name) {
  if (warned) return;
  warned = true;
  process.emitWarning(`crypto.${name} is deprecated.`, 'DeprecationWarning', 'DEP0106');
}

const COUNTING = /-(gcm|ctr|ccm)$/i;

function startWithPassword(self, encrypts, cipher, password, options) {
  validateString(cipher, 'cipher');
  const secret = toBytes(password, 'password');
  const tagLength = unsignedOption(options, 'authTagLength');
  Reflect.apply(CipherBase, self, [options]);
  self[kHandle].initWithPassword(encrypts, cipher, secret, tagLength);
  if (encrypts && COUNTING.test(cipher)) {
    process.emitWarning(`Use Cipheriv for counter mode of ${cipher}`);
  }
}

function Cipher(cipher, password, options) {
  if (!new.target) return new Cipher(cipher, password, options);
  startWithPassword(this, true, cipher, password, options);
}
addMethods(Cipher, encrypting);

function Decipher(cipher, password, options) {
  if (!new.target) return new Decipher(cipher, password, options);
  startWithPassword(this, false, cipher, password, options);
}
addMethods(Decipher, decrypting);

function createCipheriv(cipher, key, iv, options) {
  return new Cipheriv(cipher, key, iv, options);
}

function createDecipheriv(cipher, key, iv, options) {
  return new Decipheriv(cipher, key, iv, options);
}

function createCipher(cipher, password, options) {
  warnOfPasswords('createCipher');
  return new Cipher(cipher, password, options);
}

function createDecipher(cipher, password, options) {
  warnOfPasswords('createDecipher');
  return new Decipher(cipher, password, options);
}

let names;
function getCiphers() {
  names ??= uniqueNames(native.ciphers());
  return [...names];
}

/**
 * What is known of a cipher; undefined when there is none of that name or number, or it does not
 * take keys or IVs of these lengths.
 *
 * @param {string | number} nameOrNid
 * @param {{ keyLength?: number, ivLength?: number }} [options]
 */
function getCipherInfo(nameOrNid, options) {
  if (typeof nameOrNid !== 'string' && typeof nameOrNid !== 'number') {
    throw new ERR_INVALID_ARG_TYPE('nameOrNid', ['string', 'number'], nameOrNid);
  }
  if (typeof nameOrNid === 'number') validateInt32(nameOrNid, 'nameOrNid');
  const lengths = { keyLength: -1, ivLength: -1 };
  if (options !== undefined) {
    validateObject(options, 'options');
    for (const name of ['ivLength', 'keyLength']) {
      if (options[name] === undefined) continue;
      validateInt32(options[name], `options.${name}`);
      lengths[name] = options[name];
    }
  }
  const facts = native.cipherInfo(nameOrNid, lengths.keyLength, lengths.ivLength);
  if (facts === undefined) return undefined;
  const [mode, name, nid, blockSize, ivLength, keyLength] = facts;
  return {
    ...mode !== undefined && { mode },
    name,
    nid,
    ...mode !== 'stream' && { blockSize },
    ...ivLength !== 0 && { ivLength },
    keyLength,
  };
}

module.exports = {
  Cipher, Cipheriv, Decipher, Decipheriv, createCipher, createCipheriv, createDecipher,
  createDecipheriv, getCipherInfo, getCiphers,
};

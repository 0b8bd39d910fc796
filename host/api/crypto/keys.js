'use strict';
// SPDX-License-Identifier: MIT

// Keys as objects: reading them from what Node takes for keys, and writing them. A secret key is
// bytes; the others are the native half's.

const { BYTES, native, toBytes } = require('crypto/start');
const { Buffer } = require('buffer');
const { codes: {
  ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS, ERR_CRYPTO_INVALID_JWK, ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE,
  ERR_CRYPTO_JWK_UNSUPPORTED_CURVE, ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE, ERR_INVALID_ARG_TYPE,
  ERR_INVALID_ARG_VALUE, ERR_MISSING_PASSPHRASE,
}, define } = require('internal/errors');
const { kClone, kDeserialize, Portable, hidePortable } = require('internal/transfer');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/types').types;
const { validateObject, validateOneOf, validateString } = require('internal/validate');

const MissingPassphrase = ERR_MISSING_PASSPHRASE ??
  define('ERR_MISSING_PASSPHRASE', 'TypeError', 'Passphrase required for encrypted key');

native.rememberKeyClass(native.Key);

// As host/api/crypto/key.cc numbers them.
const DER = 0;
const PEM = 1;
const JWK = 'jwk';
const PKCS1 = 0;
const PKCS8 = 1;
const SPKI = 2;
const SEC1 = 3;

const kHandle = Symbol('handle');
const kBytes = Symbol('bytes');

class KeyObject extends Portable {
  #type;

  constructor(type, handle) {
    super();
    if (type !== 'secret' && type !== 'public' && type !== 'private') {
      throw new ERR_INVALID_ARG_VALUE('type', type);
    }
    if (!(handle instanceof native.Key) && !(type === 'secret' && isArrayBufferView(handle))) {
      throw new ERR_INVALID_ARG_TYPE('handle', 'object', handle);
    }
    this.#type = type;
    Object.defineProperty(this, type === 'secret' ? kBytes : kHandle, { value: handle });
  }

  get type() {
    return this.#type;
  }

  /** The key of a CryptoKey. */
  static from(key) {
    const { keyObjectOf } = require('crypto/webcrypto');
    const found = keyObjectOf(key);
    if (found === undefined) throw new ERR_INVALID_ARG_TYPE('key', 'CryptoKey', key);
    return found;
  }

  equals(other) {
    if (!isKeyObject(other)) throw new ERR_INVALID_ARG_TYPE('otherKeyObject', 'KeyObject', other);
    if (other.type !== this.type) return false;
    if (this.type !== 'secret') return this[kHandle].equals(other[kHandle]);
    return this[kBytes].length === other[kBytes].length &&
      native.timingSafeEqual(this[kBytes], other[kBytes]);
  }

  /** For another thread. */
  [kClone]() {
    const type = this.#type;
    let bytes = this[kBytes];
    if (type === 'private') bytes = this[kHandle].export(true, DER, PKCS8);
    else if (type === 'public') bytes = this[kHandle].export(false, DER, SPKI);
    return { data: { type, bytes }, deserializeInfo: 'crypto/keys:KeyObject' };
  }
}
hidePortable(KeyObject);
Object.defineProperty(KeyObject.prototype, Symbol.toStringTag, {
  configurable: true, value: 'KeyObject',
});

class SecretKeyObject extends KeyObject {
  constructor(bytes) {
    super('secret', bytes);
  }

  get symmetricKeySize() {
    return this[kBytes].length;
  }

  export(options) {
    if (options !== undefined) {
      validateObject(options, 'options');
      validateOneOf(options.format, 'options.format', [undefined, 'buffer', 'jwk']);
      if (options.format === 'jwk') return { kty: 'oct', k: this[kBytes].toString('base64url') };
    }
    return Buffer.from(this[kBytes]);
  }
}

class AsymmetricKeyObject extends KeyObject {
  get asymmetricKeyType() {
    return this[kHandle].type();
  }

  get asymmetricKeyDetails() {
    return this[kHandle].details();
  }
}

class PublicKeyObject extends AsymmetricKeyObject {
  constructor(handle) {
    super('public', handle);
  }

  export(options) {
    if (options?.format === 'jwk') return toJwk(this);
    return exportPublic(this[kHandle], readPublicEncoding(options, this.asymmetricKeyType));
  }
}

class PrivateKeyObject extends AsymmetricKeyObject {
  constructor(handle) {
    super('private', handle);
  }

  export(options) {
    if (options?.format === 'jwk') {
      if (options.passphrase !== undefined) {
        throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS('jwk', 'does not support encryption');
      }
      return toJwk(this);
    }
    return exportPrivate(this[kHandle], readPrivateEncoding(options, this.asymmetricKeyType));
  }
}

Object.defineProperty(KeyObject, kDeserialize, {
  value({ type, bytes }) {
    if (type === 'secret') return new SecretKeyObject(Buffer.from(bytes));
    const isPrivate = type === 'private';
    const handle = parseKey(isPrivate, bytes, { format: DER, type: isPrivate ? PKCS8 : SPKI });
    return isPrivate ? new PrivateKeyObject(handle) : new PublicKeyObject(handle);
  },
});

function exportPublic(handle, { format, type }) {
  return handle.export(false, format, type);
}

function exportPrivate(handle, { format, type, cipher, passphrase }) {
  return handle.export(true, format, type, cipher, passphrase);
}

function isKeyObject(value) {
  return value instanceof KeyObject;
}

// --- What options say of an encoding -----------------------------------------------------------

const nameIn = (name, object) => (object === undefined ? `options.${name}` : `options.${object}.${name}`);

function readFormat(text, otherwise, name) {
  if (text === undefined && otherwise !== undefined) return otherwise;
  if (text === 'pem') return PEM;
  if (text === 'der') return DER;
  if (text === 'jwk') return JWK;
  throw new ERR_INVALID_ARG_VALUE(name, text);
}

function readType(text, isRequired, keyType, isPublic, name) {
  if (text === undefined && !isRequired) return undefined;
  if (text === 'pkcs1') {
    if (keyType !== undefined && keyType !== 'rsa') {
      throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(text, 'can only be used for RSA keys');
    }
    return PKCS1;
  }
  if (text === 'spki' && isPublic !== false) return SPKI;
  if (text === 'pkcs8' && isPublic !== true) return PKCS8;
  if (text === 'sec1' && isPublic !== true) {
    if (keyType !== undefined && keyType !== 'ec') {
      throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(text, 'can only be used for EC keys');
    }
    return SEC1;
  }
  throw new ERR_INVALID_ARG_VALUE(name, text);
}

const isText = (value) => typeof value === 'string' || isArrayBufferView(value) || isAnyArrayBuffer(value);

function readProtection({ cipher, passphrase, type: typeName }, { format, type }, isInput, object) {
  if (!isInput) {
    if (cipher !== undefined && cipher !== null) {
      if (typeof cipher !== 'string') throw new ERR_INVALID_ARG_VALUE(nameIn('cipher', object), cipher);
      if (format === DER && (type === PKCS1 || type === SEC1)) {
        throw new ERR_CRYPTO_INCOMPATIBLE_KEY_OPTIONS(typeName, 'does not support encryption');
      }
    } else if (passphrase !== undefined) {
      throw new ERR_INVALID_ARG_VALUE(nameIn('cipher', object), cipher);
    }
  }
  const isWanted = isInput ? passphrase !== undefined : cipher !== undefined && cipher !== null;
  if (isWanted && !isText(passphrase)) {
    throw new ERR_INVALID_ARG_VALUE(nameIn('passphrase', object), passphrase);
  }
}

// keyType undefined: of a key that is read, not written.
function readEncoding(options, keyType, isPublic, object) {
  if (options === null || typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', 'object', options);
  }
  const isInput = keyType === undefined;
  const format = readFormat(options.format, isInput ? PEM : undefined, nameIn('format', object));
  const isRequired = (!isInput || format === DER) && format !== JWK;
  const type = readType(options.type, isRequired, keyType, isPublic, nameIn('type', object));
  if (isPublic === true) return { format, type };
  readProtection(options, { format, type }, isInput, object);
  const { cipher, passphrase, encoding } = options;
  return {
    format,
    type,
    cipher: cipher ?? undefined,
    passphrase: passphrase === undefined ? undefined : toBytes(passphrase, 'key.passphrase', encoding),
  };
}

function readPublicEncoding(options, keyType, object) {
  return readEncoding(options, keyType, keyType ? true : undefined, object);
}

function readPrivateEncoding(options, keyType, object) {
  return readEncoding(options, keyType, false, object);
}

// --- JWK ---------------------------------------------------------------------------------------

const CURVES = { 'P-256': 'prime256v1', 'secp256k1': 'secp256k1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' };
const OKP = { Ed25519: 32, Ed448: 57, X25519: 32, X448: 56 };
const RSA_PARTS = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'];

const toText = (bytes) => bytes.toString('base64url');
const fromText = (text) => Buffer.from(text, 'base64');

function rsaToJwk(numbers) {
  const jwk = { kty: 'RSA' };
  RSA_PARTS.forEach((name, at) => {
    if (numbers[at] !== undefined) jwk[name] = toText(numbers[at]);
  });
  return jwk;
}

function curveToJwk([x, y, d, curve]) {
  const crv = Object.keys(CURVES).find((name) => CURVES[name] === curve);
  if (crv === undefined) throw new ERR_CRYPTO_JWK_UNSUPPORTED_CURVE(curve);
  const jwk = { kty: 'EC', x: toText(x), y: toText(y), crv };
  if (d !== undefined) jwk.d = toText(d);
  return jwk;
}

function toJwk(key) {
  const kind = key.asymmetricKeyType;
  const numbers = key[kHandle].numbers();
  if (kind === 'rsa') return rsaToJwk(numbers);
  if (kind === 'ec') return curveToJwk(numbers);
  const crv = Object.keys(OKP).find((name) => name.toLowerCase() === kind);
  if (crv === undefined) throw new ERR_CRYPTO_JWK_UNSUPPORTED_KEY_TYPE();
  const [x, d] = numbers;
  const jwk = { crv, x: toText(x), kty: 'OKP' };
  if (d !== undefined) jwk.d = toText(d);
  return jwk;
}

function checkParts(jwk, names) {
  for (const name of names) validateString(jwk[name], `key.${name}`);
}

function badJwk(message) {
  const error = new ERR_CRYPTO_INVALID_JWK();
  if (message !== undefined) error.message = message;
  return error;
}

function handleOfJwk(jwk, wantsPublic) {
  validateObject(jwk, 'key');
  validateOneOf(jwk.kty, 'key.kty', ['RSA', 'EC', 'OKP']);
  const handle = new native.Key();
  if (jwk.kty === 'OKP') {
    validateOneOf(jwk.crv, 'key.crv', Object.keys(OKP));
    checkParts(jwk, wantsPublic ? ['x'] : ['x', 'd']);
    const bytes = fromText(wantsPublic ? jwk.x : jwk.d);
    if (bytes.length !== OKP[jwk.crv]) throw badJwk();
    if (!handle.fromRaw(jwk.crv.toLowerCase(), !wantsPublic, bytes)) throw badJwk();
    return handle;
  }
  if (jwk.kty === 'EC') {
    validateOneOf(jwk.crv, 'key.crv', Object.keys(CURVES));
    checkParts(jwk, wantsPublic ? ['x', 'y'] : ['x', 'y', 'd']);
    const d = wantsPublic ? undefined : fromText(jwk.d);
    if (!handle.fromCurve(CURVES[jwk.crv], fromText(jwk.x), fromText(jwk.y), d)) {
      throw badJwk('Invalid JWK EC key');
    }
    return handle;
  }
  const names = wantsPublic ? ['n', 'e'] : RSA_PARTS;
  checkParts(jwk, names);
  if (!handle.fromRsa(...names.map((name) => fromText(jwk[name])))) throw badJwk('Invalid JWK RSA key');
  return handle;
}

// --- Keys as arguments -------------------------------------------------------------------------

const KEY_TYPES = [...BYTES, 'string', 'KeyObject', 'CryptoKey'];
const RAW_TYPES = [...BYTES, 'string'];

// A CryptoKey stands for the KeyObject that it has.
function unwrapCryptoKey(key) {
  if (key === null || typeof key !== 'object' || isKeyObject(key)) return key;
  const module = require('crypto/webcrypto');
  return module.keyObjectOf?.(key) ?? key;
}

function parseKey(isPrivate, bytes, { format = PEM, type, passphrase }) {
  const handle = new native.Key();
  if (!handle.parse(isPrivate, bytes, format, type ?? -1, passphrase)) throw new MissingPassphrase();
  return handle;
}

// What a key object, JWK, PEM text, ... is as a handle. `uses`: 'private', or 'public' for what may
// be either. `makes`: it is for createPrivateKey() or createPublicKey().
function handleOf(given, uses, makes) {
  const wantsPrivate = uses === 'private';
  const types = makes && wantsPrivate ? RAW_TYPES : KEY_TYPES;
  let key = unwrapCryptoKey(given);
  let options = { format: PEM };
  let name = 'key';
  const isRaw = typeof key === 'string' || isArrayBufferView(key) || isAnyArrayBuffer(key);
  if (!isRaw && !isKeyObject(key)) {
    if (key === null || typeof key !== 'object') throw new ERR_INVALID_ARG_TYPE('key', types, given);
    const inner = unwrapCryptoKey(key.key);
    if (!isKeyObject(inner)) {
      if (key.format === 'jwk') {
        validateObject(inner, 'key.key');
        return handleOfJwk(inner, !wantsPrivate);
      }
      name = 'key.key';
      if (!isText(inner)) throw new ERR_INVALID_ARG_TYPE(name, types, inner);
      options = { ...readEncoding(key, undefined, wantsPrivate ? false : undefined), encoding: key.encoding };
    }
    key = inner;
  }
  if (isKeyObject(key)) return handleOfObject(key, wantsPrivate, makes, types, given);
  return parseKey(wantsPrivate, toBytes(key, 'key', options.encoding), options);
}

function handleOfObject(key, wantsPrivate, makes, types, given) {
  if (makes && wantsPrivate) throw new ERR_INVALID_ARG_TYPE('key', types, given);
  if ((wantsPrivate || makes) && key.type !== 'private') {
    throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'private');
  }
  if (key.type === 'secret') {
    throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'private or public');
  }
  return key[kHandle];
}

/** The native key of an argument that is to sign or decrypt. */
function privateHandle(key) {
  return handleOf(key, 'private', false);
}

/** The native key of an argument that is to verify or encrypt: a private one will do. */
function publicHandle(key) {
  return handleOf(key, 'public', false);
}

function createPrivateKey(key) {
  return new PrivateKeyObject(handleOf(key, 'private', true));
}

function createPublicKey(key) {
  return new PublicKeyObject(handleOf(key, 'public', true).toPublic());
}

/** The bytes of a secret key, in place. */
function bytesOfKeyObject(key) {
  if (key.type !== 'secret') throw new ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE(key.type, 'secret');
  return key[kBytes];
}

/** The bytes of what may be a key of a cipher or an HMAC. */
function bytesOfSecretKey(given, encoding, name = 'key') {
  const key = unwrapCryptoKey(given);
  if (isKeyObject(key)) return bytesOfKeyObject(key);
  if (isText(key)) return toBytes(key, name, encoding);
  throw new ERR_INVALID_ARG_TYPE(name, KEY_TYPES, given);
}

/**
 * @param {string | ArrayBuffer | NodeJS.ArrayBufferView} key
 * @param {string} [encoding]
 * @returns {KeyObject}
 */
function createSecretKey(key, encoding) {
  if (!isText(key)) throw new ERR_INVALID_ARG_TYPE('key', RAW_TYPES, key);
  const bytes = toBytes(key, 'key', encoding);
  const copy = isArrayBufferView(bytes) ?
    Buffer.from(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)) :
    Buffer.from(new Uint8Array(bytes));
  return new SecretKeyObject(copy);
}

/** The native key of a KeyObject that is no secret one. */
const nativeKey = (key) => key[kHandle];

module.exports = {
  KeyObject, PrivateKeyObject, PublicKeyObject, SecretKeyObject, bytesOfKeyObject,
  bytesOfSecretKey, createPrivateKey, createPublicKey, createSecretKey, exportPrivate, exportPublic,
  isKeyObject, nativeKey, privateHandle, publicHandle, readPrivateEncoding, readPublicEncoding, toJwk,
};

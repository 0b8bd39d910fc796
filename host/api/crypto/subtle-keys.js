'use strict';
// SPDX-License-Identifier: MIT

// Making, importing and exporting keys of the Web Cryptography API.

const { CryptoKey, keyObjectOf, makeCryptoKey } = require('crypto/crypto-key');
const { fail } = require('crypto/subtle-algorithms');
const {
  PrivateKeyObject, PublicKeyObject, createPrivateKey, createPublicKey, createSecretKey, nativeKey,
} = require('crypto/keys');
const { native } = require('crypto/start');
const { generateKeyPair } = require('crypto/make-key');
const { randomBytes } = require('crypto/random');
const { Buffer } = require('buffer');
const { promisify } = require('util');

const makePair = promisify(generateKeyPair);

const CURVES = { 'P-256': 'prime256v1', 'P-384': 'secp384r1', 'P-521': 'secp521r1' };
const JWK_OF_CURVES = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' };
const BLOCK_BITS = { 'SHA-1': 512, 'SHA-256': 512, 'SHA-384': 1024, 'SHA-512': 1024 };
const AES_BITS = [128, 192, 256];

// What keys of an algorithm may be used for: [public or secret, private].
const USAGES = {
  'RSASSA-PKCS1-v1_5': [['verify'], ['sign']],
  'RSA-PSS': [['verify'], ['sign']],
  'RSA-OAEP': [['encrypt', 'wrapKey'], ['decrypt', 'unwrapKey']],
  'ECDSA': [['verify'], ['sign']],
  'ECDH': [[], ['deriveKey', 'deriveBits']],
  'Ed25519': [['verify'], ['sign']],
  'Ed448': [['verify'], ['sign']],
  'X25519': [[], ['deriveKey', 'deriveBits']],
  'X448': [[], ['deriveKey', 'deriveBits']],
  'AES-CTR': [['encrypt', 'decrypt', 'wrapKey', 'unwrapKey']],
  'AES-CBC': [['encrypt', 'decrypt', 'wrapKey', 'unwrapKey']],
  'AES-GCM': [['encrypt', 'decrypt', 'wrapKey', 'unwrapKey']],
  'AES-KW': [['wrapKey', 'unwrapKey']],
  'HMAC': [['sign', 'verify']],
  'HKDF': [['deriveKey', 'deriveBits']],
  'PBKDF2': [['deriveKey', 'deriveBits']],
};

function kindName(name) {
  if (name.startsWith('AES')) return 'an AES';
  return /^(HMAC|RSA|E|X|HKDF)/.test(name) ? `an ${name}` : `a ${name}`;
}

function checkUsages(usages, allowed, name) {
  if (usages.some((usage) => !allowed.includes(usage))) {
    fail('SyntaxError', `Unsupported key usage for ${kindName(name)} key`);
  }
}

// Those of the list, each once, in the order of the first list.
const both = (allowed, usages) => allowed.filter((usage) => usages.includes(usage));
const once = (usages) => [...new Set(usages)];

function checkCurve({ namedCurve }) {
  if (!Object.hasOwn(CURVES, namedCurve)) fail('NotSupportedError', 'Unrecognized namedCurve');
}

// --- Making ------------------------------------------------------------------------------------

function secretBits(algorithm) {
  if (algorithm.name === 'HMAC') {
    const { length = BLOCK_BITS[algorithm.hash.name] } = algorithm;
    if (length === 0) fail('OperationError', 'Zero-length key is not supported');
    return length;
  }
  if (!AES_BITS.includes(algorithm.length)) fail('OperationError', 'Invalid key length');
  return algorithm.length;
}

async function generateSecret(algorithm, extractable, usages) {
  checkUsages(usages, USAGES[algorithm.name][0], algorithm.name);
  const length = secretBits(algorithm);
  if (usages.length === 0) fail('SyntaxError', 'Usages cannot be empty when creating a key.');
  const bytes = await promisify(randomBytes)(Math.ceil(length / 8));
  return makeCryptoKey(createSecretKey(bytes), { ...algorithm, length }, once(usages), extractable);
}

function toNumber(bytes) {
  const hex = Buffer.from(bytes).toString('hex');
  const number = hex === '' ? 0n : BigInt(`0x${hex}`);
  // OpenSSL takes more; what is more than this is nobody's exponent.
  if (number < 3n || number > 0xffffffffn || number % 2n === 0n) {
    fail('OperationError', 'The operation failed for an operation-specific reason');
  }
  return Number(number);
}

function pairOptions(algorithm) {
  const { name } = algorithm;
  if (name.startsWith('RSA')) {
    return ['rsa', {
      modulusLength: algorithm.modulusLength, publicExponent: toNumber(algorithm.publicExponent),
    }];
  }
  if (name === 'ECDSA' || name === 'ECDH') {
    return ['ec', { namedCurve: CURVES[algorithm.namedCurve] }];
  }
  return [name.toLowerCase(), undefined];
}

async function generatePair(algorithm, extractable, usages) {
  const { name } = algorithm;
  const [publicUsages, privateUsages] = USAGES[name];
  if (name === 'ECDSA' || name === 'ECDH') checkCurve(algorithm);
  checkUsages(usages, [...publicUsages, ...privateUsages], name);
  const options = pairOptions(algorithm);
  const forPrivate = both(privateUsages, usages);
  if (forPrivate.length === 0) fail('SyntaxError', 'Usages cannot be empty when creating a key.');
  let pair;
  try {
    pair = await makePair(...options);
  } catch {
    fail('OperationError', 'The operation failed for an operation-specific reason');
  }
  return {
    publicKey: makeCryptoKey(pair.publicKey, algorithm, both(publicUsages, usages), true),
    privateKey: makeCryptoKey(pair.privateKey, algorithm, forPrivate, extractable),
  };
}

function generate(algorithm, extractable, usages) {
  const isSecret = USAGES[algorithm.name].length === 1;
  return (isSecret ? generateSecret : generatePair)(algorithm, extractable, usages);
}

// --- JWK ---------------------------------------------------------------------------------------

const HASH_NUMBER = { 'SHA-1': '1', 'SHA-256': '256', 'SHA-384': '384', 'SHA-512': '512' };

// Its name in a JWK; undefined: it has none.
function jwkName({ name, hash, length }) {
  if (name.startsWith('AES-')) return `A${length}${name.slice(4)}`;
  const number = HASH_NUMBER[hash?.name];
  switch (name) {
    case 'HMAC': return `HS${number}`;
    case 'RSASSA-PKCS1-v1_5': return `RS${number}`;
    case 'RSA-PSS': return `PS${number}`;
    case 'RSA-OAEP': return number === '1' ? 'RSA-OAEP' : `RSA-OAEP-${number}`;
    case 'Ed25519':
    case 'Ed448': return name;
    default: return undefined;
  }
}

function usageOfJwk(name) {
  if (name.startsWith('AES') || name === 'RSA-OAEP' || name === 'ECDH' || name.startsWith('X')) {
    return 'enc';
  }
  return 'sig';
}

function checkJwk(jwk, kty, algorithm, extractable, usages) {
  if (jwk === null || typeof jwk !== 'object') fail('DataError', 'Invalid keyData');
  if (jwk.kty !== kty) fail('DataError', 'Invalid JWK "kty" Parameter');
  if (usages.length > 0 && jwk.use !== undefined && jwk.use !== usageOfJwk(algorithm.name)) {
    fail('DataError', 'Invalid JWK "use" Parameter');
  }
  if (jwk.key_ops !== undefined) {
    const operations = jwk.key_ops;
    if (!Array.isArray(operations) || new Set(operations).size !== operations.length) {
      fail('DataError', 'Duplicate key operation');
    }
    if (usages.some((usage) => !operations.includes(usage))) {
      fail('DataError', 'Key operations and usage mismatch');
    }
  }
  if (jwk.ext !== undefined && jwk.ext === false && extractable) {
    fail('DataError', 'JWK "ext" Parameter and extractable mismatch');
  }
}

// The digest that the name of an algorithm of RSA tells.
const digestOf = (alg) => (alg === 'RSA-OAEP' ? '1' : /\d+$/.exec(alg)?.[0]);

function checkJwkName(jwk, algorithm) {
  const name = jwkName(algorithm);
  if (algorithm.name.startsWith('Ed')) return;  // It has two.
  if (algorithm.name.startsWith('RSA')) {
    if (jwk.alg === undefined || digestOf(`${jwk.alg}`) === digestOf(name)) return;
  }
  if (jwk.alg !== undefined && name !== undefined && jwk.alg !== name) {
    fail('DataError', 'JWK "alg" does not match the requested algorithm');
  }
}

// --- Importing ---------------------------------------------------------------------------------

function notSupported(format, name) {
  fail('NotSupportedError', `Unable to import ${name} using ${format} format`);
}

function importSecret(format, data, algorithm, extractable, usages) {
  const { name } = algorithm;
  checkUsages(usages, USAGES[name][0], name);
  let bytes;
  if (format === 'raw') {
    bytes = data;
  } else if (format === 'jwk' && name !== 'HKDF' && name !== 'PBKDF2') {
    checkJwk(data, 'oct', algorithm, extractable, usages);
    if (typeof data.k !== 'string') fail('DataError', 'Invalid keyData');
    bytes = Buffer.from(data.k, 'base64url');
  } else {
    notSupported(format, name);
  }
  const bits = bytes.length * 8;
  const made = { name };
  if (name === 'HKDF' || name === 'PBKDF2') {
    if (extractable) fail('SyntaxError', `${name} keys are not extractable`);
    return makeCryptoKey(createSecretKey(bytes), made, once(usages), false);
  }
  if (name === 'HMAC') {
    if (bits === 0 || algorithm.length === 0) {
      fail('DataError', 'Zero-length key is not supported');
    }
    if (algorithm.length !== undefined && algorithm.length !== bits) {
      fail('DataError', 'Invalid key length');
    }
    made.hash = algorithm.hash;
  } else if (!AES_BITS.includes(bits)) {
    fail('DataError', 'Invalid key length');
  }
  made.length = bits;
  if (format === 'jwk') checkJwkName(data, made);
  return makeCryptoKey(createSecretKey(bytes), made, once(usages), extractable);
}

// A key that is no secret one, from what carries it. `raw`: what to do with bare bytes.
function readKey(format, data, algorithm, extractable, usages, { kty, raw, checkMore }) {
  const { name } = algorithm;
  const [publicUsages, privateUsages] = USAGES[name];
  const check = (allowed) => checkUsages(usages, allowed, name);
  const guard = (read) => {
    try {
      return read();
    } catch {
      return fail('DataError', 'Invalid keyData');
    }
  };
  if (format === 'spki') {
    check(publicUsages);
    return guard(() => createPublicKey({ key: data, format: 'der', type: 'spki' }));
  }
  if (format === 'pkcs8') {
    check(privateUsages);
    return guard(() => createPrivateKey({ key: data, format: 'der', type: 'pkcs8' }));
  }
  if (format === 'jwk') {
    checkJwk(data, kty, algorithm, extractable, usages);
    checkMore?.(data);
    checkJwkName(data, algorithm);
    const isPrivate = data.d !== undefined;
    check(isPrivate ? privateUsages : publicUsages);
    return guard(() => (
      isPrivate ? createPrivateKey : createPublicKey)({ key: data, format: 'jwk' }));
  }
  if (raw === undefined) return notSupported(format, name);
  check(publicUsages);
  return raw();
}

function finishImport(key, algorithm, extractable, usages) {
  if (key.type === 'private' && usages.length === 0) {
    fail('SyntaxError', 'Usages cannot be empty when importing a private key.');
  }
  return makeCryptoKey(key, algorithm, once(usages), extractable);
}

function importRsa(format, data, algorithm, extractable, usages) {
  const key = readKey(format, data, algorithm, extractable, usages, { kty: 'RSA' });
  if (key.asymmetricKeyType !== 'rsa') fail('DataError', 'Invalid key type');
  const { modulusLength, publicExponent } = key.asymmetricKeyDetails;
  const hex = publicExponent.toString(16);
  const exponent = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex');
  return finishImport(key, {
    name: algorithm.name, modulusLength, publicExponent: new Uint8Array(exponent), hash: algorithm.hash,
  }, extractable, usages);
}

function publicFrom(make) {
  const handle = new native.Key();
  if (!make(handle)) fail('DataError', 'Invalid keyData');
  return new PublicKeyObject(handle);
}

function importCurve(format, data, algorithm, extractable, usages) {
  checkCurve(algorithm);
  const { name, namedCurve } = algorithm;
  const key = readKey(format, data, algorithm, extractable, usages, {
    kty: 'EC',
    checkMore(jwk) {
      if (jwk.crv !== namedCurve) {
        fail('DataError', 'JWK "crv" does not match the requested algorithm');
      }
      if (name === 'ECDSA' && jwk.alg !== undefined && jwk.alg !== JWK_OF_CURVES[namedCurve]) {
        fail('DataError', 'JWK "alg" does not match the requested algorithm');
      }
    },
    raw: () => publicFrom((handle) => handle.fromCurve(CURVES[namedCurve], data)),
  });
  if (key.asymmetricKeyType !== 'ec') fail('DataError', 'Invalid key type');
  if (!nativeKey(key).check()) fail('DataError', 'Invalid keyData');
  if (key.asymmetricKeyDetails.namedCurve !== CURVES[namedCurve]) {
    fail('DataError', 'Named curve mismatch');
  }
  return finishImport(key, { name, namedCurve }, extractable, usages);
}

function importOkp(format, data, algorithm, extractable, usages) {
  const { name } = algorithm;
  const key = readKey(format, data, algorithm, extractable, usages, {
    kty: 'OKP',
    checkMore(jwk) {
      if (jwk.crv !== name) fail('DataError', 'JWK "crv" Parameter and algorithm name mismatch');
      const takesName = name === 'Ed25519' || name === 'Ed448';
      if (takesName && jwk.alg !== undefined && jwk.alg !== name && jwk.alg !== 'EdDSA') {
        fail('DataError', 'JWK "alg" does not match the requested algorithm');
      }
    },
    raw: () => publicFrom((handle) => handle.fromRaw(name.toLowerCase(), false, data)),
  });
  if (key.asymmetricKeyType !== name.toLowerCase()) fail('DataError', 'Invalid key type');
  // The public half of a private key follows from the other one: what is given must be that.
  if (format === 'jwk' && !nativeKey(key).numbers()[0].equals(Buffer.from(data.x, 'base64'))) {
    fail('DataError', 'Invalid keyData');
  }
  return finishImport(key, { name }, extractable, usages);
}

function importKey(format, data, algorithm, extractable, usages) {
  const { name } = algorithm;
  if (USAGES[name].length === 1) {
    const key = importSecret(format, data, algorithm, extractable, usages);
    if (usages.length === 0) {
      fail('SyntaxError', 'Usages cannot be empty when importing a secret key.');
    }
    return key;
  }
  if (name.startsWith('RSA')) return importRsa(format, data, algorithm, extractable, usages);
  if (name.startsWith('EC')) return importCurve(format, data, algorithm, extractable, usages);
  return importOkp(format, data, algorithm, extractable, usages);
}

// --- Exporting ---------------------------------------------------------------------------------

const toArrayBuffer = (bytes) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);

function exportRaw(key, object) {
  if (object.type === 'secret') return toArrayBuffer(object.export());
  const { name } = key.algorithm;
  if (object.type !== 'public' || name.startsWith('RSA')) return undefined;
  const numbers = nativeKey(object).numbers();
  if (!name.startsWith('EC')) return toArrayBuffer(numbers[0]);
  const [x, y] = numbers;
  return toArrayBuffer(Buffer.concat([Buffer.from([4]), x, y]));
}

// A key on a curve as all its coordinates, however it came.
function uncompressed(object) {
  if (object.asymmetricKeyType !== 'ec') return object;
  const [x, y, , curve] = nativeKey(object).numbers();
  return publicFrom((handle) => handle.fromCurve(curve, x, y));
}

function exportJwk(key, object) {
  const jwk = object.export({ format: 'jwk' });
  const name = jwkName(key.algorithm);
  return {
    key_ops: key.usages, ext: key.extractable, ...jwk, ...name !== undefined && { alg: name },
  };
}

function exportKey(format, key) {
  if (!key.extractable) fail('InvalidAccessError', 'key is not extractable');
  const object = keyObjectOf(key);
  let made;
  if (format === 'raw') made = exportRaw(key, object);
  else if (format === 'jwk') made = exportJwk(key, object);
  else if (format === 'spki' && object instanceof PublicKeyObject) {
    made = toArrayBuffer(uncompressed(object).export({ format: 'der', type: 'spki' }));
  } else if (format === 'pkcs8' && object instanceof PrivateKeyObject) {
    made = toArrayBuffer(object.export({ format: 'der', type: 'pkcs8' }));
  }
  if (made === undefined) {
    fail('NotSupportedError',
      `Unable to export a raw ${key.algorithm.name} ${key.type} key`.replace('raw', format));
  }
  return made;
}

module.exports = { BLOCK_BITS, CryptoKey, exportKey, generate, importKey, toArrayBuffer };

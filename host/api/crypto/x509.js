'use strict';
// SPDX-License-Identifier: MIT

// X509Certificate, and Certificate: the signed keys that browsers once made (SPKAC).

const { native, toBytes } = require('crypto/start');
const { PublicKeyObject, isKeyObject, nativeKey } = require('crypto/keys');
const { Buffer } = require('buffer');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE } } = require('internal/errors');
const { kClone, kDeserialize, Portable, hidePortable } = require('internal/transfer');
const { isArrayBufferView } = require('internal/types').types;
const { inspect } = require('util');
const { validateBoolean, validateObject, validateOneOf, validateString } =
  require('internal/validate');

const FACTS = [
  'subject', 'issuer', 'subjectAltName', 'infoAccess', 'validFrom', 'validTo', 'serialNumber', 'ca',
];
const DIGESTS = { fingerprint: 'sha1', fingerprint256: 'sha256', fingerprint512: 'sha512' };

// Flags of X509_check_host().
const ALWAYS_SUBJECT = 1;
const NO_WILDCARDS = 2;
const NO_PARTIAL_WILDCARDS = 4;
const MULTI_LABEL_WILDCARDS = 8;
const SINGLE_LABEL_SUBDOMAINS = 16;
const NEVER_SUBJECT = 32;

function readFlags(options = {}) {
  validateObject(options, 'options');
  const {
    subject = 'default', wildcards = true, partialWildcards = true, multiLabelWildcards = false,
    singleLabelSubdomains = false,
  } = options;
  validateOneOf(subject, 'options.subject', ['default', 'always', 'never']);
  const switches = { wildcards, partialWildcards, multiLabelWildcards, singleLabelSubdomains };
  for (const name of Object.keys(switches)) validateBoolean(switches[name], `options.${name}`);
  return (subject === 'always' ? ALWAYS_SUBJECT : 0) | (subject === 'never' ? NEVER_SUBJECT : 0) |
    (wildcards ? 0 : NO_WILDCARDS) | (partialWildcards ? 0 : NO_PARTIAL_WILDCARDS) |
    (multiLabelWildcards ? MULTI_LABEL_WILDCARDS : 0) |
    (singleLabelSubdomains ? SINGLE_LABEL_SUBDOMAINS : 0);
}

class X509Certificate extends Portable {
  #handle = new native.X509();
  #facts;
  #issuer;

  constructor(buffer) {
    super();
    if (typeof buffer === 'string') buffer = Buffer.from(buffer);
    if (!isArrayBufferView(buffer)) {
      throw new ERR_INVALID_ARG_TYPE('buffer', ['string', 'Buffer', 'TypedArray', 'DataView'], buffer);
    }
    this.#handle.parse(buffer);
  }

  #fact(name) {
    this.#facts ??= this.#handle.facts();
    return this.#facts[FACTS.indexOf(name)];
  }

  get keyUsage() {
    return this.#handle.keyUsage();
  }

  /** Of one that came over a TLS connection, with its chain. */
  get issuerCertificate() {
    return this.#issuer;
  }

  get raw() {
    return this.#handle.raw();
  }

  get publicKey() {
    return new PublicKeyObject(this.#handle.publicKey());
  }

  toString() {
    return this.#handle.pem();
  }

  // There is no official JSON of a certificate.
  toJSON() {
    return this.toString();
  }

  checkHost(name, options) {
    validateString(name, 'name');
    return this.#handle.checkHost(name, readFlags(options));
  }

  checkEmail(email, options) {
    validateString(email, 'email');
    return this.#handle.checkEmail(email, readFlags(options));
  }

  checkIP(ip, options) {
    validateString(ip, 'ip');
    return this.#handle.checkIP(ip, readFlags(options));
  }

  checkIssued(otherCert) {
    if (!isCertificate(otherCert)) {
      throw new ERR_INVALID_ARG_TYPE('otherCert', 'X509Certificate', otherCert);
    }
    return this.#handle.checkIssued(otherCert.#handle);
  }

  checkPrivateKey(pkey) {
    if (!isKeyObject(pkey)) throw new ERR_INVALID_ARG_TYPE('pkey', 'KeyObject', pkey);
    if (pkey.type !== 'private') throw new ERR_INVALID_ARG_VALUE('pkey', pkey);
    return this.#handle.checkPrivateKey(nativeKey(pkey));
  }

  verify(pkey) {
    if (!isKeyObject(pkey)) throw new ERR_INVALID_ARG_TYPE('pkey', 'KeyObject', pkey);
    if (pkey.type !== 'public') throw new ERR_INVALID_ARG_VALUE('pkey', pkey);
    return this.#handle.verify(nativeKey(pkey));
  }

  toLegacyObject() {
    return this.#handle.legacy();
  }

  /** For another thread. */
  [kClone]() {
    return { data: this.raw, deserializeInfo: 'crypto/x509:X509Certificate' };
  }

  [inspect.custom](depth, options) {
    if (depth < 0) return this;
    const shown = {};
    for (const name of ['subject', 'subjectAltName', 'issuer', 'infoAccess', 'validFrom', 'validTo',
      'fingerprint', 'fingerprint256', 'fingerprint512', 'keyUsage', 'serialNumber']) {
      shown[name] = this[name];
    }
    return `X509Certificate ${inspect(shown, { ...options, depth: options.depth && options.depth - 1 })}`;
  }

  static {
    for (const name of FACTS) {
      Object.defineProperty(this.prototype, name, {
        configurable: true, enumerable: false, get() { return this.#fact(name); },
      });
    }
    for (const [name, digest] of Object.entries(DIGESTS)) {
      Object.defineProperty(this.prototype, name, {
        configurable: true, enumerable: false, get() { return this.#handle.fingerprint(digest); },
      });
    }
  }

  static is(value) {
    return typeof value === 'object' && value !== null && #handle in value;
  }

  static withIssuer(raw, issuer) {
    const made = new X509Certificate(raw);
    made.#issuer = issuer;
    return made;
  }
}

const { is: isCertificate, withIssuer: certificateWithIssuer } = X509Certificate;
delete X509Certificate.is;
delete X509Certificate.withIssuer;
hidePortable(X509Certificate);
Object.defineProperty(X509Certificate, kDeserialize, { value: (raw) => new X509Certificate(raw) });

function Certificate() {
  if (!(this instanceof Certificate)) return new Certificate();
}

const LONGEST = 2 ** 31 - 1;

function toSpkac(text, encoding) {
  const bytes = toBytes(text, 'spkac', encoding);
  if (bytes.byteLength > LONGEST) {
    throw new ERR_OUT_OF_RANGE('spkac', `<= ${LONGEST} bytes`, bytes.byteLength);
  }
  return bytes;
}

const spkac = {
  verifySpkac(text, encoding) {
    return native.verifySpkac(toSpkac(text, encoding));
  },
  exportPublicKey(text, encoding) {
    return native.exportPublicKey(toSpkac(text, encoding)) ?? '';
  },
  exportChallenge(text, encoding) {
    return native.exportChallenge(toSpkac(text, encoding)) ?? '';
  },
};
Object.assign(Certificate, spkac);
Object.assign(Certificate.prototype, spkac);

module.exports = { Certificate, X509Certificate, certificateWithIssuer };

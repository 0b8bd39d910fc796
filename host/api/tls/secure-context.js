'use strict';
// SPDX-License-Identifier: MIT

// createSecureContext(): keys, certificates and rules, from Node's options to the native half.

const { codes } = require('tls/errors');
const native = internalBinding('tls');
const { constants } = require('crypto/constants');
const { Buffer } = require('buffer');
const defaults = require('tls/defaults');
const { isAnyArrayBuffer, isArrayBufferView } = require('internal/types').types;
const {
  validateBuffer, validateInt32, validateInteger, validateObject, validateString,
} = require('internal/validate');

const {
  ERR_CRYPTO_CUSTOM_ENGINE_NOT_SUPPORTED, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE,
  ERR_TLS_INVALID_PROTOCOL_METHOD, ERR_TLS_INVALID_PROTOCOL_VERSION,
  ERR_TLS_PROTOCOL_VERSION_CONFLICT,
} = codes;
const {
  SSL_OP_CIPHER_SERVER_PREFERENCE, TLS1_VERSION, TLS1_1_VERSION, TLS1_2_VERSION, TLS1_3_VERSION,
} = constants;

const VERSIONS = {
  '__proto__': null,
  'TLSv1': TLS1_VERSION,
  'TLSv1.1': TLS1_1_VERSION,
  'TLSv1.2': TLS1_2_VERSION,
  'TLSv1.3': TLS1_3_VERSION,
};
const METHODS = {
  __proto__: null,
  TLSv1: [TLS1_VERSION, TLS1_VERSION],
  TLSv1_1: [TLS1_1_VERSION, TLS1_1_VERSION],
  TLSv1_2: [TLS1_2_VERSION, TLS1_2_VERSION],
  TLS: [0, TLS1_3_VERSION],
  SSLv23: [undefined, TLS1_2_VERSION],
};
const TICKET_KEYS_SIZE = 48;

function versionNumber(which, given, otherwise) {
  const version = given ?? otherwise;
  const number = typeof version === 'string' ? VERSIONS[version] : undefined;
  if (number === undefined) throw new ERR_TLS_INVALID_PROTOCOL_VERSION(version, which);
  return number;
}

// Of 'TLSv1_2_server_method' and the like.
function methodVersions(method) {
  validateString(method, 'secureProtocol');
  const [, name] = /^(.+?)(?:_server|_client)?_method$/.exec(method) ?? [];
  if (name === 'SSLv2' || name === 'SSLv3') {
    throw new ERR_TLS_INVALID_PROTOCOL_METHOD(`${name} methods disabled`);
  }
  if (name === undefined || METHODS[name] === undefined) {
    throw new ERR_TLS_INVALID_PROTOCOL_METHOD(`Unknown method: ${method}`);
  }
  return METHODS[name];
}

function SecureContext(secureProtocol, secureOptions, minVersion, maxVersion) {
  if (!(this instanceof SecureContext)) {
    return new SecureContext(secureProtocol, secureOptions, minVersion, maxVersion);
  }
  if (secureProtocol) {
    if (minVersion != null) {
      throw new ERR_TLS_PROTOCOL_VERSION_CONFLICT(minVersion, secureProtocol);
    }
    if (maxVersion != null) {
      throw new ERR_TLS_PROTOCOL_VERSION_CONFLICT(maxVersion, secureProtocol);
    }
  }
  this.context = new native.SecureContext();
  const least = versionNumber('minimum', minVersion, defaults.minVersion());
  const most = versionNumber('maximum', maxVersion, defaults.maxVersion());
  const [from = least, to] = secureProtocol ? methodVersions(secureProtocol) : [least, most];
  this.context.start(from, to);
  if (secureOptions) {
    validateInteger(secureOptions, 'secureOptions');
    this.context.setOptions(secureOptions);
  }
}

function listOf(value) {
  return Array.isArray(value) ? value : [value];
}

function checkBytes(name, value) {
  if (typeof value !== 'string' && !isArrayBufferView(value)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'TypedArray', 'DataView'], value);
  }
}

function setKey(context, key, passphrase, name) {
  checkBytes(`${name}.key`, key);
  if (passphrase !== undefined && passphrase !== null) {
    validateString(passphrase, `${name}.passphrase`);
  }
  context.setKey(key, passphrase);
}

// TLS 1.3 names its ciphers in a list of its own.
function setCiphers(context, ciphers, name) {
  const all = (ciphers || defaults.ciphers()).split(':').filter((one) => one.length > 0);
  const suites = all.filter((one) => one.startsWith('TLS_')).join(':');
  const list = all.filter((one) => !one.startsWith('TLS_')).join(':');
  if (suites === '' && list === '') throw new ERR_INVALID_ARG_VALUE(name, ciphers);
  if (suites !== '') context.setCipherSuites(suites);
  context.setCiphers(list);
  const [least, most] = context.versions();
  if (list === '' && least < TLS1_3_VERSION && (most === 0 || most > TLS1_2_VERSION)) {
    context.versions(TLS1_3_VERSION);
  }
}

function toBytes(value) {
  return typeof value === 'string' || isArrayBufferView(value) || isAnyArrayBuffer(value) ?
    value : Buffer.from(value);
}

function loadPfx(context, pfx, passphrase) {
  for (const one of listOf(pfx)) {
    const isPair = Array.isArray(pfx) && one?.buf !== undefined;
    const phrase = (isPair && one.passphrase) || passphrase;
    const data = isPair ? one.buf : one;
    context.loadPKCS12(toBytes(data), phrase === undefined || phrase === null ? undefined :
      toBytes(phrase));
  }
}

// Keys that an engine of OpenSSL holds: there are no engines here.
function refuseEngines(options, name) {
  const { clientCertEngine, key, privateKeyEngine, privateKeyIdentifier } = options;
  if (privateKeyIdentifier !== undefined && privateKeyIdentifier !== null) {
    if (privateKeyEngine === undefined || privateKeyEngine === null) {
      throw new ERR_INVALID_ARG_VALUE(`${name}.privateKeyEngine`, privateKeyEngine);
    }
    if (key) throw new ERR_INVALID_ARG_VALUE(`${name}.privateKeyIdentifier`, privateKeyIdentifier);
    const EXPECTED = ['string', 'null', 'undefined'];
    if (typeof privateKeyIdentifier !== 'string') {
      throw new ERR_INVALID_ARG_TYPE(
        `${name}.privateKeyIdentifier`, EXPECTED, privateKeyIdentifier);
    }
    if (typeof privateKeyEngine !== 'string') {
      throw new ERR_INVALID_ARG_TYPE(`${name}.privateKeyEngine`, EXPECTED, privateKeyEngine);
    }
    throw new ERR_CRYPTO_CUSTOM_ENGINE_NOT_SUPPORTED();
  }
  if (typeof clientCertEngine === 'string') throw new ERR_CRYPTO_CUSTOM_ENGINE_NOT_SUPPORTED();
  if (clientCertEngine !== undefined && clientCertEngine !== null) {
    throw new ERR_INVALID_ARG_TYPE(
      `${name}.clientCertEngine`, ['string', 'null', 'undefined'], clientCertEngine);
  }
}

function addAuthorities(context, ca, name) {
  if (!ca) {
    context.addRootCerts();
    const extra = defaults.extraAuthorities();
    if (extra !== undefined) context.addCACert(extra);
    return;
  }
  for (const one of listOf(ca)) {
    checkBytes(`${name}.ca`, one);
    context.addCACert(one);
  }
}

function setKeys(context, options, name) {
  const { cert, key, passphrase } = options;
  if (cert) {
    for (const one of listOf(cert)) {
      checkBytes(`${name}.cert`, one);
      context.setCert(one);
    }
  }
  // Behind the certificate: only then it is seen when they do not fit.
  if (!key) return;
  for (const one of listOf(key)) {
    const isPair = Array.isArray(key) && one?.pem !== undefined;
    const phrase = isPair && one.passphrase !== undefined ? one.passphrase : passphrase;
    setKey(context, isPair ? one.pem : one, phrase, name);
  }
}

function setDhParameters(context, dhparam, name) {
  if (!dhparam) return;
  checkBytes(`${name}.dhparam`, dhparam);
  if (dhparam === 'auto') context.setDHParam(true);
  else if (context.setDHParam(dhparam)) {
    process.emitWarning('DH parameter is less than 2048 bits', 'SecurityWarning');
  }
}

function configure(context, options, name) {
  const {
    ca, ciphers, crl, dhparam, ecdhCurve = defaults.curve(), passphrase, pfx, sessionIdContext,
    sessionTimeout, sigalgs, ticketKeys,
  } = options;
  // First of all: "@SECLEVEL=0" decides what keys may be used.
  if (ciphers !== undefined && ciphers !== null) validateString(ciphers, `${name}.ciphers`);
  setCiphers(context, ciphers, `${name}.ciphers`);
  addAuthorities(context, ca, name);
  setKeys(context, options, name);
  if (sigalgs !== undefined && sigalgs !== null) {
    validateString(sigalgs, `${name}.sigalgs`);
    if (sigalgs === '') throw new ERR_INVALID_ARG_VALUE(`${name}.sigalgs`, sigalgs);
    context.setSigalgs(sigalgs);
  }
  validateString(ecdhCurve, `${name}.ecdhCurve`);
  if (ecdhCurve !== 'auto') context.setECDHCurve(ecdhCurve);
  setDhParameters(context, dhparam, name);
  if (crl) {
    for (const one of listOf(crl)) {
      checkBytes(`${name}.crl`, one);
      context.addCRL(one);
    }
  }
  if (sessionIdContext !== undefined && sessionIdContext !== null) {
    validateString(sessionIdContext, `${name}.sessionIdContext`);
    context.setSessionIdContext(sessionIdContext);
  }
  if (pfx) loadPfx(context, pfx, passphrase);
  refuseEngines(options, name);
  if (ticketKeys !== undefined && ticketKeys !== null) {
    validateBuffer(ticketKeys, `${name}.ticketKeys`);
    if (ticketKeys.byteLength !== TICKET_KEYS_SIZE) {
      throw new ERR_INVALID_ARG_VALUE(
        `${name}.ticketKeys`, ticketKeys.byteLength, 'must be exactly 48 bytes');
    }
    context.ticketKeys(ticketKeys);
  }
  if (sessionTimeout !== undefined && sessionTimeout !== null) {
    validateInt32(sessionTimeout, `${name}.sessionTimeout`, 0);
    context.setSessionTimeout(sessionTimeout);
  }
}

/**
 * Keys, certificates and rules for tls.connect() and servers; making one costs more than using it.
 *
 * @param {object} [options] ca, cert, key, pfx, passphrase, ciphers, minVersion, maxVersion,
 *     ecdhCurve, dhparam, crl, sigalgs, ticketKeys, sessionIdContext, sessionTimeout, ...
 * @returns {SecureContext}
 */
function createSecureContext(options = {}) {
  validateObject(options, 'options');
  const { honorCipherOrder, maxVersion, minVersion, secureProtocol } = options;
  let { secureOptions } = options;
  if (honorCipherOrder) secureOptions |= SSL_OP_CIPHER_SERVER_PREFERENCE;
  const made = new SecureContext(secureProtocol, secureOptions, minVersion, maxVersion);
  configure(made.context, options, 'options');
  return made;
}

module.exports = { SecureContext, createSecureContext };

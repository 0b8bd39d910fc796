'use strict';
// SPDX-License-Identifier: MIT

// tls: what require('tls') returns. All of it is made when it is first required.

const { codes, connectionReset } = require('tls/errors');
require('crypto');  // Errors and OpenSSL's start.
const net = require('net');
const native = internalBinding('tls');
const { settings } = require('tls/defaults');
const { checkServerIdentity } = require('tls/identity');
const limits = require('tls/limits');
const { convertALPNProtocols } = require('tls/protocols');
const { SecureContext, createSecureContext } = require('tls/secure-context');
const { createSecurePair } = require('tls/secure-pair');
const { Server } = require('tls/server');
const { TLSSocket, verified, verifyError } = require('tls/socket');
const { readArguments } = require('net/arguments');
const { uniqueNames } = require('crypto/start');
const { validateFunction } = require('internal/validate');

const { ERR_INTERNAL_ASSERTION, ERR_TLS_DH_PARAM_SIZE } = codes;
const kConnectOptions = Symbol('connect options');
const LEAST_DH_BITS = 1024;

let warnedOfUnauthorized = false;

// The environment may switch the checks off, as it may for Node.
function allowsUnauthorized() {
  const allows = process.env.NODE_TLS_REJECT_UNAUTHORIZED === '0';
  if (allows && !warnedOfUnauthorized) {
    warnedOfUnauthorized = true;
    process.emitWarning(
      'Setting the NODE_TLS_REJECT_UNAUTHORIZED environment variable to \'0\' makes TLS ' +
      'connections and HTTPS requests insecure by disabling certificate verification.');
  }
  return allows;
}

let warnedOfAddress = false;

function warnOfAddress(servername) {
  if (warnedOfAddress || !net.isIP(servername)) return;
  warnedOfAddress = true;
  process.emitWarning(
    'Setting the TLS ServerName to an IP address is not permitted by RFC 6066. This will be ' +
    'ignored in a future version.', 'DeprecationWarning', 'DEP0123');
}

function identityProblem(self, options) {
  const error = verifyError(self);
  // A session that goes on was checked when it began.
  if (error !== null || self.isSessionReused()) return error;
  const host = options.servername || options.host || options.socket?._host || 'localhost';
  return options.checkServerIdentity(host, self.getPeerCertificate(true));
}

// `this`: the socket.
function onConnectSecure() {
  const options = this[kConnectOptions];
  const { type, size } = this.getEphemeralKeyInfo() ?? {};
  if (type === 'DH' && size < options.minDHSize) {
    const error = new ERR_TLS_DH_PARAM_SIZE(size);
    this.destroy(error);
    return;
  }
  const error = identityProblem(this, options);
  if (error) {
    this.authorized = false;
    this.authorizationError = error.code || error.message;
    if (options.rejectUnauthorized) {
      this.destroy(error);
      return;
    }
  } else {
    this.authorized = true;
  }
  this.secureConnecting = false;
  this.emit('secureConnect');
  verified(this);
  this.removeListener('end', onConnectEnd);
}

// `this`: the socket.
function onConnectEnd() {
  if (this._hadError) return;
  const options = this[kConnectOptions];
  this._hadError = true;
  const error = connectionReset('Client network socket disconnected before secure TLS ' +
    'connection was established');
  for (const name of ['path', 'host', 'port', 'localAddress']) error[name] = options[name];
  this.destroy(error);
}

// connect(options), connect(port, host, options), connect(path, options), ...
function readConnectArguments(args) {
  const { options: read, callback } = readArguments(args);
  const options = { ...read };
  // The options behind a port and a host.
  for (const more of [args[1], args[2]]) {
    if (typeof more === 'object' && more !== null) Object.assign(options, more);
  }
  return { options, callback };
}

/**
 * A connection over TLS; 'secureConnect' comes once the other end has proved who it is.
 * @returns {TLSSocket}
 */
function connect(...args) {
  const { options: given, callback } = readConnectArguments(args);
  const options = {
    rejectUnauthorized: !allowsUnauthorized(),
    ciphers: settings.DEFAULT_CIPHERS,
    checkServerIdentity: module.exports.checkServerIdentity,
    minDHSize: LEAST_DH_BITS,
    ...given,
  };
  if (!options.keepAlive) options.singleUse = true;
  validateFunction(options.checkServerIdentity, 'options.checkServerIdentity');
  if (typeof options.minDHSize !== 'number') {
    throw new ERR_INTERNAL_ASSERTION(`options.minDHSize is not a number: ${options.minDHSize}`);
  }
  if (!(options.minDHSize > 0)) {
    throw new ERR_INTERNAL_ASSERTION(`options.minDHSize is not a positive number: ${options.minDHSize}`);
  }
  const context = options.secureContext || module.exports.createSecureContext(options);
  const socket = new TLSSocket(options.socket, {
    allowHalfOpen: options.socket ? options.socket.allowHalfOpen : Boolean(options.allowHalfOpen),
    pipe: Boolean(options.path),
    secureContext: context,
    isServer: false,
    requestCert: true,
    rejectUnauthorized: options.rejectUnauthorized !== false,
    session: options.session,
    ALPNProtocols: options.ALPNProtocols,
    requestOCSP: options.requestOCSP,
    pskCallback: options.pskCallback,
    enableTrace: options.enableTrace,
    highWaterMark: options.highWaterMark,
    onread: options.onread,
    signal: options.signal,
  });
  options.rejectUnauthorized = options.rejectUnauthorized !== false;
  socket[kConnectOptions] = options;
  if (callback) socket.once('secureConnect', callback);
  if (!options.socket && !socket.destroyed) {
    if (options.timeout) socket.setTimeout(options.timeout);
    socket.connect(options, socket._start);
  }
  socket._releaseControl();
  if (options.session) socket.setSession(options.session);
  if (options.servername) {
    warnOfAddress(options.servername);
    socket.setServername(options.servername);
  }
  if (options.socket) socket._start();
  socket.on('secure', onConnectSecure);
  socket.prependListener('end', onConnectEnd);
  return socket;
}

function createServer(options, listener) {
  return new Server(options, listener);
}

let names;
function getCiphers() {
  names ??= uniqueNames(native.ciphers());
  return [...names];
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;
let roots;

// The machine's, as PEM. Differs from Node, which brings its own.
function rootCertificates() {
  if (roots === undefined) {
    roots = Object.freeze([...new Set(native.systemBundle().match(CERTIFICATE) ?? [])]);
  }
  return roots;
}

module.exports = {
  SecureContext,
  Server,
  TLSSocket,
  checkServerIdentity,
  connect,
  convertALPNProtocols,
  createSecureContext,
  createSecurePair,
  createServer,
  getCiphers,
};

// Programs may change these: what uses them reads them anew each time.
function share(names_, object) {
  for (const name of names_) {
    Object.defineProperty(module.exports, name, {
      __proto__: null,
      configurable: true,
      enumerable: true,
      get: () => object[name],
      set(value) {
        object[name] = value;
      },
    });
  }
}
share(Object.keys(limits), limits);
share(Object.keys(settings), settings);
Object.defineProperty(module.exports, 'rootCertificates', {
  __proto__: null, configurable: false, enumerable: true, get: rootCertificates,
});

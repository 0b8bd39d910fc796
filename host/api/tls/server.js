'use strict';
// SPDX-License-Identifier: MIT

// tls.Server: a net.Server whose connections are TLSSockets, told of once they are secure.

const { codes, connectionReset } = require('tls/errors');
const net = require('net');
const EventEmitter = require('events');
const { createHash } = require('crypto/hash');
const { SecureContext, createSecureContext } = require('tls/secure-context');
const { convertALPNProtocols } = require('tls/protocols');
const { TLSSocket, verifyError } = require('tls/socket');
const {
  validateBuffer, validateFunction, validateNumber, validateObject, validateString,
} = require('internal/validate');

const {
  ERR_INVALID_ARG_TYPE, ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS, ERR_TLS_REQUIRED_SERVER_NAME,
} = codes;

const kHandshakeTimeout = Symbol('handshake timeout');
const kSNICallback = Symbol('SNI callback');
const kPskCallback = Symbol('PSK callback');
const kPskIdentityHint = Symbol('PSK identity hint');
const kErrorEmitted = Symbol('error emitted');
const HANDSHAKE_TIMEOUT_MS = 120_000;

// `this`: the socket.
function onSecure() {
  if (this._requestCert) {
    const error = verifyError(this);
    if (error !== null) {
      this.authorizationError = error.code;
      if (this._rejectUnauthorized) this.destroy();
    } else {
      this.authorized = true;
    }
  }
  if (!this.destroyed && this._releaseControl()) {
    this.secureConnecting = false;
    this._tlsOptions.server.emit('secureConnection', this);
  }
}

// Errors of a handshake are the server's, once for each connection.
function tellError(socket, error) {
  if (socket._controlReleased || socket[kErrorEmitted]) return;
  socket[kErrorEmitted] = true;
  socket._tlsOptions.server.emit('tlsClientError', error, socket);
}

// `this`: the server.
function onConnection(rawSocket) {
  const socket = new TLSSocket(rawSocket, {
    secureContext: this._sharedCreds,
    isServer: true,
    server: this,
    requestCert: this.requestCert,
    rejectUnauthorized: this.rejectUnauthorized,
    handshakeTimeout: this[kHandshakeTimeout],
    ALPNProtocols: this.ALPNProtocols,
    ALPNCallback: this.ALPNCallback,
    pskCallback: this[kPskCallback],
    pskIdentityHint: this[kPskIdentityHint],
    SNICallback: this[kSNICallback] || this._ownSNICallback,
    enableTrace: this._enableTrace,
    pauseOnConnect: this.pauseOnConnect,
  });
  socket[kErrorEmitted] = false;
  socket.on('secure', onSecure);
  socket.on('_tlsError', (error) => tellError(socket, error));
  socket.on('close', (hadError) => {
    if (!hadError) tellError(socket, connectionReset('socket hang up'));
  });
}

/**
 * @param {object} [options] those of createSecureContext() and of net.Server, requestCert,
 *     rejectUnauthorized, SNICallback, ALPNProtocols, ALPNCallback, handshakeTimeout, ...
 * @param {(socket: TLSSocket) => void} [listener] of 'secureConnection'
 */
function Server(options, listener) {
  if (!(this instanceof Server)) return new Server(options, listener);
  if (typeof options === 'function') {
    listener = options;
    options = {};
  } else if (options === null || options === undefined || typeof options === 'object') {
    options ??= {};
  } else {
    throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
  }
  this._contexts = [];
  this._ownSNICallback = (servername, callback) => callback(null, contextFor(this, servername));
  this.requestCert = options.requestCert === true;
  this.rejectUnauthorized = options.rejectUnauthorized !== false;
  this.ALPNCallback = options.ALPNCallback;
  if (this.ALPNCallback) {
    validateFunction(this.ALPNCallback, 'options.ALPNCallback');
    if (options.ALPNProtocols) throw new ERR_TLS_ALPN_CALLBACK_WITH_PROTOCOLS();
  }
  if (options.ALPNProtocols) convertALPNProtocols(options.ALPNProtocols, this);
  this.setSecureContext(options);
  this[kHandshakeTimeout] = options.handshakeTimeout ?? HANDSHAKE_TIMEOUT_MS;
  this[kSNICallback] = options.SNICallback;
  this[kPskCallback] = options.pskCallback;
  this[kPskIdentityHint] = options.pskIdentityHint;
  if (this[kPskCallback]) validateFunction(this[kPskCallback], 'options.pskCallback');
  if (this[kPskIdentityHint]) validateString(this[kPskIdentityHint], 'options.pskIdentityHint');
  validateNumber(this[kHandshakeTimeout], 'options.handshakeTimeout');
  if (this[kSNICallback]) validateFunction(this[kSNICallback], 'options.SNICallback');
  this._enableTrace = options.enableTrace;
  Reflect.apply(net.Server, this, [options, onConnection]);
  if (listener) this.on('secureConnection', listener);
}
Object.setPrototypeOf(Server.prototype, net.Server.prototype);
Object.setPrototypeOf(Server, net.Server);

// The newest context whose name fits.
function contextFor(server, servername) {
  for (let i = server._contexts.length - 1; i >= 0; i--) {
    const [pattern, context] = server._contexts[i];
    if (pattern.test(servername)) return context;
  }
  return undefined;
}

const CONTEXT_OPTIONS = [
  'pfx', 'key', 'passphrase', 'cert', 'clientCertEngine', 'ca', 'minVersion', 'maxVersion',
  'secureProtocol', 'crl', 'sigalgs', 'ciphers', 'ecdhCurve', 'dhparam', 'secureOptions',
  'privateKeyIdentifier', 'privateKeyEngine', 'sessionTimeout', 'ticketKeys',
];

/** Other keys and certificates for connections from here on. */
Server.prototype.setSecureContext = function(options) {
  validateObject(options, 'options');
  for (const name of CONTEXT_OPTIONS) this[name] = options[name] || undefined;
  this.honorCipherOrder = options.honorCipherOrder === undefined || Boolean(options.honorCipherOrder);
  // Sessions of another program are none of ours.
  this.sessionIdContext = options.sessionIdContext ||
    createHash('sha1').update(process.argv.join(' ')).digest('hex').slice(0, 32);
  const chosen = { honorCipherOrder: this.honorCipherOrder, sessionIdContext: this.sessionIdContext };
  for (const name of CONTEXT_OPTIONS) chosen[name] = this[name];
  this._sharedCreds = createSecureContext(chosen);
};

Server.prototype._getServerData = function() {
  return { ticketKeys: this.getTicketKeys().toString('hex') };
};

Server.prototype._setServerData = function(data) {
  this.setTicketKeys(Buffer.from(data.ticketKeys, 'hex'));
};

Server.prototype.getTicketKeys = function() {
  return this._sharedCreds.context.ticketKeys();
};

Server.prototype.setTicketKeys = function(keys) {
  validateBuffer(keys);
  if (keys.byteLength !== 48) throw new Error('Session ticket keys must be a 48-byte buffer');
  this._sharedCreds.context.ticketKeys(keys);
};

let warnedOfSetOptions = false;

/** Deprecated: the constructor's options, set later. */
Server.prototype.setOptions = function(options) {
  if (!warnedOfSetOptions) {
    warnedOfSetOptions = true;
    process.emitWarning('Server.prototype.setOptions() is deprecated', 'DeprecationWarning', 'DEP0122');
  }
  this.requestCert = options.requestCert === true;
  this.rejectUnauthorized = options.rejectUnauthorized !== false;
  if (options.ALPNProtocols) convertALPNProtocols(options.ALPNProtocols, this);
  for (const name of CONTEXT_OPTIONS) if (options[name]) this[name] = options[name];
  if (options.honorCipherOrder !== undefined) this.honorCipherOrder = Boolean(options.honorCipherOrder);
  if (options.sessionIdContext) this.sessionIdContext = options.sessionIdContext;
};

/**
 * A context for clients that ask for this name; a star stands for a part of it.
 *
 * @param {string} servername
 * @param {object} context options of createSecureContext(), or what that returned
 */
Server.prototype.addContext = function(servername, context) {
  if (!servername) throw new ERR_TLS_REQUIRED_SERVER_NAME();
  const pattern = servername.replace(/[.^$+?()|\-\\[\]{}]/g, '\\$&').replaceAll('*', '[^.]*');
  const made = context instanceof SecureContext ? context : createSecureContext(context);
  this._contexts.push([new RegExp(`^${pattern}$`), made.context]);
};

Server.prototype[EventEmitter.captureRejectionSymbol] = function(error, event, socket) {
  if (event === 'secureConnection') socket.destroy(error);
  else Reflect.apply(net.Server.prototype[EventEmitter.captureRejectionSymbol], this,
                     [error, event, socket]);
};

module.exports = { Server };

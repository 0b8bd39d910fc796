'use strict';
// SPDX-License-Identifier: MIT

// TLSSocket: a net.Socket whose handle encrypts and decrypts.

const { codes, connectionReset } = require('tls/errors');
const fs = require('fs');
const net = require('net');
const { Buffer } = require('buffer');
const { Pipe } = internalBinding('pipe');
const { TCP } = internalBinding('tcp');
const { SecureContext: NativeContext } = internalBinding('tls');
const { createSecureContext } = require('tls/secure-context');
const { convertALPNProtocols } = require('tls/protocols');
const limits = require('tls/limits');
const { optionValue } = require('internal/options');
const { StreamTransport } = require('tls/stream-transport');
const { TlsHandle } = require('tls/tls-handle');
const { isArrayBufferView } = require('internal/types').types;
const {
  validateBuffer, validateFunction, validateInt32, validateObject, validateString, validateUint32,
} = require('internal/validate');

const {
  ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_MULTIPLE_CALLBACK, ERR_SOCKET_CLOSED,
  ERR_TLS_ALPN_CALLBACK_INVALID_RESULT, ERR_TLS_HANDSHAKE_TIMEOUT, ERR_TLS_INVALID_CONTEXT,
  ERR_TLS_INVALID_STATE, ERR_TLS_PSK_SET_IDENTIY_HINT_FAILED, ERR_TLS_RENEGOTIATION_DISABLED,
  ERR_TLS_SESSION_ATTACK,
  ERR_TLS_SNI_FROM_SERVER,
} = codes;

const kDisableRenegotiation = Symbol('disable renegotiation');
const kIsVerified = Symbol('is verified');
const kPendingSession = Symbol('pending session');
const kContext = Symbol('context');  // Keeps what the native half uses.

// Kinds of news; see host/api/tls/connection.h.
const SESSION = 1;
const KEY_LOG = 2;
const OCSP_RESPONSE = 3;
const HANDSHAKE_START = 4;
const HANDSHAKE_DONE = 5;

function noop() {}

function readOptions(given) {
  const options = { ...given };
  if (options.enableTrace !== undefined && typeof options.enableTrace !== 'boolean') {
    throw new ERR_INVALID_ARG_TYPE('options.enableTrace', 'boolean', options.enableTrace);
  }
  if (options.ALPNProtocols) convertALPNProtocols(options.ALPNProtocols, options);
  return options;
}

// What the bytes go over: [handle, the stream that owns it].
function transportOf(socket, options) {
  if (!socket) return [options.pipe ? new Pipe() : new TCP(), null];
  if (socket instanceof net.Socket && socket._handle) return [socket._handle, socket];
  return [new StreamTransport(socket), null];
}

/**
 * @param {net.Socket | import('stream').Duplex} [socket] what it runs over
 * @param {object} [given] isServer, secureContext, server, requestCert, rejectUnauthorized,
 *     ALPNProtocols, SNICallback, session, ...
 */
function TLSSocket(socket, given) {
  if (!(this instanceof TLSSocket)) return new TLSSocket(socket, given);
  const options = readOptions(given);
  this._tlsOptions = options;
  this._secureEstablished = false;
  this._securePending = false;
  this._newSessionPending = false;
  this._controlReleased = false;
  this.secureConnecting = true;
  this._SNICallback = null;
  this.servername = null;
  this.alpnProtocol = null;
  this.authorized = false;
  this.authorizationError = null;
  this[kIsVerified] = false;
  this[kPendingSession] = null;
  this[kDisableRenegotiation] = false;

  const [inner, parent] = transportOf(socket, options);
  const handle = new TlsHandle(inner, parent);
  this.encrypted = true;
  this[kContext] = options.secureContext || createSecureContext(options);
  startSession(this, handle, options);
  Reflect.apply(net.Socket, this, [{
    handle,
    allowHalfOpen: socket ? socket.allowHalfOpen : options.allowHalfOpen,
    pauseOnCreate: options.pauseOnConnect,
    manualStart: true,
    highWaterMark: options.highWaterMark,
    onread: socket ? undefined : options.onread,
    signal: options.signal,
  }]);
  this.ssl = handle;
  this.on('error', this._tlsError);
  listenTo(this, handle);
  if (options.handshakeTimeout > 0) this.setTimeout(options.handshakeTimeout, this._handleTimeout);
  if (socket) takeOver(this, socket);
  process.nextTick(startReading, this, socket);
}
Object.setPrototypeOf(TLSSocket.prototype, net.Socket.prototype);
Object.setPrototypeOf(TLSSocket, net.Socket);

// Whether a client's hello is looked at before it is answered.
function stopsAtHello({ isServer, server, SNICallback, ALPNCallback }) {
  if (!isServer) return false;
  if (ALPNCallback) return true;
  if (SNICallback && (SNICallback !== server?._ownSNICallback || server._contexts.length > 0)) {
    return true;
  }
  return Boolean(server) &&
    (server.listenerCount('resumeSession') > 0 || server.listenerCount('OCSPRequest') > 0);
}

function startSession(self, handle, options) {
  const { ssl } = handle;
  const { isServer, server } = options;
  if (!(self[kContext].context instanceof NativeContext)) throw new ERR_TLS_INVALID_CONTEXT('context');
  const requestCert = Boolean(options.requestCert) || !isServer;
  const rejectUnauthorized = Boolean(options.rejectUnauthorized);
  self._requestCert = requestCert;
  self._rejectUnauthorized = rejectUnauthorized;
  const keepsSessions = !isServer || (Boolean(server) &&
    (server.listenerCount('resumeSession') > 0 || server.listenerCount('newSession') > 0));
  ssl.start(self[kContext].context, Boolean(isServer), requestCert, rejectUnauthorized,
    stopsAtHello(options), keepsSessions);
  if (isServer) self._SNICallback = options.SNICallback ?? null;
  if (options.ALPNProtocols) ssl.setALPNProtocols(options.ALPNProtocols);
  if (!isServer && options.session) ssl.setSession(options.session);
  if (!isServer && options.requestOCSP) ssl.requestOCSP();
  if (options.pskCallback) useSharedKeys(self, ssl, options);
}

function checkKey(key, most, name = 'psk') {
  validateBuffer(key, name);
  if (key.byteLength > most) {
    throw new ERR_INVALID_ARG_VALUE(name, key, `Pre-shared key exceeds ${most} bytes`);
  }
  return key;
}

function askServer(self, callback, identity, mostKey) {
  const found = callback(self, identity);
  if (found === null || found === undefined) return undefined;
  if (isArrayBufferView(found)) return [checkKey(found, mostKey)];
  if (typeof found !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('ret', ['Object', 'Buffer', 'TypedArray', 'DataView'], found);
  }
  return [checkKey(found.psk, mostKey)];
}

function askClient(callback, hint, mostKey, mostIdentity) {
  const found = callback(hint);
  if (found === null || found === undefined) return undefined;
  validateObject(found, 'ret');
  const { identity, psk } = found;
  checkKey(psk, mostKey);
  validateString(identity, 'identity');
  if (Buffer.byteLength(identity) > mostIdentity) {
    throw new ERR_INVALID_ARG_VALUE('identity', identity, `PSK identity exceeds ${mostIdentity} bytes`);
  }
  return [psk, identity];
}

// Keys that both ends have instead of certificates: https://www.rfc-editor.org/rfc/rfc4279
function useSharedKeys(self, ssl, { isServer, pskCallback, pskIdentityHint }) {
  validateFunction(pskCallback, 'pskCallback');
  // OpenSSL waits for the answer: what the callback throws is told when it is out of there.
  ssl.onpsk = (about, mostKey, mostIdentity) => {
    try {
      return isServer ? askServer(self, pskCallback, about, mostKey) :
        askClient(pskCallback, about, mostKey, mostIdentity);
    } catch (error) {
      process.nextTick(() => { throw error; });
      return undefined;
    }
  };
  if (ssl.useSharedKeys(isServer && pskIdentityHint ? pskIdentityHint : undefined)) return;
  process.nextTick(onError, self, new ERR_TLS_PSK_SET_IDENTIY_HINT_FAILED());
}

function listenTo(self, handle) {
  const { isServer, server } = self._tlsOptions;
  self.server = server;
  handle.onsecure = () => onHandshakeDone(self);
  handle.onerror = (error) => onError(self, error);
  handle.onnews = (kind, id, data) => onNews(self, kind, id, data);
  handle.onclienthello = () => onClientHello(self);
  if (isServer && server?.listenerCount('keylog') > 0) {
    handle.ssl.logKeys();
    self.on('keylog', (line) => server.emit('keylog', line, self));
  } else {
    self.on('newListener', onNewListener);
  }
  const file = optionValue('--tls-keylog');
  if (file) writeKeys(self, handle, file);
}

let warnedOfKeyLog = false;

// What --tls-keylog asks for.
function writeKeys(self, handle, file) {
  if (!warnedOfKeyLog) {
    warnedOfKeyLog = true;
    process.emitWarning(
      `Using --tls-keylog makes TLS connections insecure by writing secret key material to file ${file}`);
  }
  handle.ssl.logKeys();
  self.on('keylog', (line) => fs.appendFileSync(file, line, { mode: 0o600 }));
}

// `this`: the socket.
function onNewListener(event) {
  if (event !== 'keylog') return;
  this.removeListener('newListener', onNewListener);
  this._handle?.ssl.logKeys();
}

// The socket that it runs over is used by nobody else from here on.
function takeOver(self, socket) {
  if (socket instanceof net.Socket) self._parent = socket;
  self.connecting = socket.connecting || (socket instanceof net.Socket && !socket._handle);
  if (self.connecting) {
    socket.once('connect', () => {
      self.connecting = false;
      self.emit('connect');
    });
  }
  socket.on('close', () => self.destroy());
  if (self._handle.inner !== socket._handle) {
    socket.on('error', (error) => self.destroy(error));
    return;
  }
  // An error of writing there is told here as well.
  socket.on('error', noop);
  // Its handle has another reader: what it has decrypted already waits for that one.
  socket._startReading = noop;
  if (socket._handle instanceof TlsHandle) socket._handle.hold();
}

function startReading(self, socket) {
  if (self.destroyed || !self._handle) return;
  // What was read before.
  if (socket && self._handle.inner === socket._handle && socket.readableLength > 0) {
    for (let bytes = socket.read(); bytes !== null; bytes = socket.read()) {
      self._handle?.receive(bytes);
    }
  }
  if (!self.destroyed) self.read(0);
}

/** A connection attempt failed, the next one has another handle. For net/connect. */
TLSSocket.prototype._replaceHandle = function(inner) {
  this._handle = this._handle.moveTo(inner);
  this.ssl = this._handle;
  this._own();
};

TLSSocket.prototype._closeHandle = function(hadError) {
  Reflect.apply(net.Socket.prototype._closeHandle, this, [hadError]);
  this.ssl = null;
};

TLSSocket.prototype._start = function() {
  if (this.connecting) {
    this.once('connect', this._start);
    return;
  }
  this._handle?.start();
};

function onHandshakeDone(self) {
  if (self._newSessionPending) self._securePending = true;
  else self._finishInit();
}

TLSSocket.prototype._finishInit = function() {
  if (!this._handle) return;
  const { ssl } = this._handle;
  this.alpnProtocol = ssl.getALPNNegotiatedProtocol() ?? false;
  this.servername ??= ssl.getServername();
  this._secureEstablished = true;
  if (this._tlsOptions.handshakeTimeout > 0) this.setTimeout(0, this._handleTimeout);
  this.emit('secure');
};

TLSSocket.prototype._handleTimeout = function() {
  this._emitTLSError(new ERR_TLS_HANDSHAKE_TIMEOUT());
};

TLSSocket.prototype._emitTLSError = function(error) {
  const told = this._tlsError(error);
  if (told) this.destroy(told);
  else if (!this.destroyed) this.destroy();
};

// Before a server's socket is given to its program, errors are the server's.
TLSSocket.prototype._tlsError = function(error) {
  this.emit('_tlsError', error);
  return this._controlReleased ? error : null;
};

TLSSocket.prototype._releaseControl = function() {
  if (this._controlReleased) return false;
  this._controlReleased = true;
  this.removeListener('error', this._tlsError);
  return true;
};

const NO_CERTIFICATE = 'peer did not return a certificate';

function onError(self, error) {
  if (self._hadError) return;
  self._hadError = true;
  if (!self._secureEstablished) {
    self.destroy(error);
  } else if (self._tlsOptions.isServer && self._rejectUnauthorized &&
      error.message.includes(NO_CERTIFICATE)) {
    self.destroy();
  } else {
    self._emitTLSError(error);
  }
}

function onNews(self, kind, id, data) {
  if (kind === SESSION) {
    if (self._tlsOptions.isServer) onServerSession(self, id, data);
    else if (self[kIsVerified]) self.emit('session', data);
    else self[kPendingSession] = data;
  } else if (kind === KEY_LOG) {
    self.emit('keylog', data);
  } else if (kind === OCSP_RESPONSE) {
    self.emit('OCSPResponse', data.length > 0 ? data : null);
  } else if (kind === HANDSHAKE_START) {
    onHandshakeStart(self);
  } else if (kind === HANDSHAKE_DONE && self._secureEstablished) {
    self._finishInit();
  }
}

// A client that asks for one handshake after the other is an attack.
function onHandshakeStart(self) {
  const handle = self._handle;
  const now = performance.now();
  const first = handle.lastHandshakeTime === 0;
  if (now - handle.lastHandshakeTime >= limits.CLIENT_RENEG_WINDOW * 1000) handle.handshakes = 0;
  handle.lastHandshakeTime = now;
  if (first) return;
  if (++handle.handshakes > limits.CLIENT_RENEG_LIMIT) {
    self._emitTLSError(new ERR_TLS_SESSION_ATTACK());
  } else if (self[kDisableRenegotiation]) {
    self._emitTLSError(new ERR_TLS_RENEGOTIATION_DISABLED());
  }
}

// The handshake ends once the server has put the session away.
function onServerSession(self, id, session) {
  if (!self.server) return;
  let called = false;
  const done = () => {
    if (called) return;
    called = true;
    self._newSessionPending = false;
    if (self._securePending) self._finishInit();
    self._securePending = false;
  };
  self._newSessionPending = true;
  if (!self.server.emit('newSession', id, session, done)) done();
}

// Gives a callback that may be called once: what it does, and what a second call is.
function once(self, go) {
  let called = false;
  return (error, value) => {
    if (called) return void self.destroy(new ERR_MULTIPLE_CALLBACK());
    called = true;
    if (error) return void self.destroy(error);
    if (!self._handle) return void self.destroy(new ERR_SOCKET_CLOSED());
    go(value);
  };
}

// What a client said hello with: the session that it wants to go on with, the name that it asks
// for, whether a certificate's state is to be proved, the protocols that it speaks.
function onClientHello(self) {
  const { ssl } = self._handle;
  const [sessionId, servername, protocols, tlsTicket, OCSPRequest] = ssl.hello();
  const hello = { sessionId, servername, tlsTicket, OCSPRequest, protocols };
  const answer = { context: undefined, session: undefined, ocsp: undefined, protocol: undefined };
  const steps = [resumeSession, chooseContext, proveState, chooseProtocol];
  const next = () => {
    if (self.destroyed || !self._handle) return;
    const step = steps.shift();
    if (step !== undefined) return void step(self, hello, answer, next);
    ssl.answerHello(answer.context, answer.session, answer.ocsp, answer.protocol);
    self._handle.advance();
  };
  next();
}

function resumeSession(self, { sessionId, tlsTicket }, answer, next) {
  if (sessionId.length === 0 || tlsTicket || !self.server) return next();
  const done = once(self, (session) => {
    if (session) answer.session = session;
    next();
  });
  if (!self.server.emit('resumeSession', sessionId, done)) next();
}

function chooseContext(self, { servername }, answer, next) {
  if (!servername || !self._SNICallback) return next();
  self.servername = servername;
  self._SNICallback(servername, once(self, (context) => {
    if (context) {
      const found = context.context || context;
      if (!(found instanceof NativeContext)) {
        return void self.destroy(new TypeError('Invalid SNI context'));
      }
      answer.context = found;
      self._sniContext = found;
    }
    next();
  }));
}

function proveState(self, { OCSPRequest }, answer, next) {
  const { server } = self;
  if (!OCSPRequest || !server || server.listenerCount('OCSPRequest') === 0) return next();
  const context = answer.context ?? server._sharedCreds.context;
  server.emit('OCSPRequest', context.getCertificate() ?? null, context.getIssuer() ?? null,
    once(self, (response) => {
      if (response) answer.ocsp = response;
      next();
    }));
}

function splitProtocols(list) {
  const names = [];
  for (let at = 0; at < list.length; at += list[at] + 1) {
    names.push(list.latin1Slice(at + 1, at + 1 + list[at]));
  }
  return names;
}

function chooseProtocol(self, { servername, protocols: list }, answer, next) {
  const { ALPNCallback } = self._tlsOptions;
  if (!ALPNCallback || list.length === 0) return next();
  const protocols = splitProtocols(list);
  const chosen = ALPNCallback({ servername, protocols });
  if (chosen !== undefined && !protocols.includes(chosen)) {
    self.destroy(new ERR_TLS_ALPN_CALLBACK_INVALID_RESULT(chosen, protocols));
    return undefined;
  }
  answer.protocol = chosen ?? false;
  return next();
}

/** Refuses further handshakes. */
TLSSocket.prototype.disableRenegotiation = function() {
  this[kDisableRenegotiation] = true;
};

TLSSocket.prototype.renegotiate = function(options, callback) {
  validateObject(options, 'options', { nullable: true });
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (this.destroyed || !this._handle) return undefined;
  const { requestCert = this._requestCert, rejectUnauthorized = this._rejectUnauthorized } =
    options ?? {};
  if (requestCert !== this._requestCert || rejectUnauthorized !== this._rejectUnauthorized) {
    this._handle.ssl.setVerifyMode(Boolean(requestCert), Boolean(rejectUnauthorized));
    this._requestCert = requestCert;
    this._rejectUnauthorized = rejectUnauthorized;
  }
  try {
    this._handle.ssl.renegotiate();
  } catch (error) {
    if (callback) process.nextTick(callback, error);
    return false;
  }
  this._handle.advance();
  if (callback) this.once('secure', () => callback(null));
  return true;
};

TLSSocket.prototype.exportKeyingMaterial = function(length, label, context) {
  validateUint32(length, 'length', true);
  validateString(label, 'label');
  if (context !== undefined) validateBuffer(context, 'context');
  if (!this._secureEstablished) throw new ERR_TLS_INVALID_STATE();
  return this._handle.ssl.exportKeyingMaterial(length, label, context);
};

TLSSocket.prototype.setMaxSendFragment = function(size) {
  validateInt32(size, 'size');
  return this._handle.ssl.setMaxSendFragment(size);
};

/** Says which name is asked for, before the handshake. */
TLSSocket.prototype.setServername = function(name) {
  validateString(name, 'name');
  if (this._tlsOptions.isServer) throw new ERR_TLS_SNI_FROM_SERVER();
  this._handle.ssl.setServername(name);
};

TLSSocket.prototype.setSession = function(session) {
  this._handle.ssl.setSession(typeof session === 'string' ? Buffer.from(session, 'latin1') : session);
};

/** Other keys and certificates for this connection, of a server that knows the name asked for. */
TLSSocket.prototype.setKeyCert = function(context) {
  const made = context?.context ? context : createSecureContext(context);
  if (!made.context) throw new ERR_TLS_INVALID_CONTEXT('context');
  this._handle.ssl.useContext(made.context);
  this[kContext] = [this[kContext], made];
};

function describePeer(self, detailed) {
  return self._handle?.ssl.getPeerCertificate(detailed);
}

TLSSocket.prototype.getPeerCertificate = function(detailed) {
  if (!this._handle) return null;
  return describePeer(this, Boolean(detailed)) ?? {};
};

TLSSocket.prototype.getCertificate = function() {
  if (!this._handle) return null;
  return this._handle.ssl.getCertificate() ?? {};
};

function toX509(found) {
  if (found === undefined) return undefined;
  const { certificateWithIssuer } = require('crypto/x509');
  const { issuerCertificate: issuer, raw } = found;
  return certificateWithIssuer(raw, issuer === found ? undefined : toX509(issuer));
}

TLSSocket.prototype.getPeerX509Certificate = function() {
  return toX509(describePeer(this, true));
};

TLSSocket.prototype.getX509Certificate = function() {
  return toX509(this._handle?.ssl.getCertificate());
};

TLSSocket.prototype.getCipher = function() {
  if (!this._handle) return null;
  const found = this._handle.ssl.getCipher();
  if (found === undefined) return {};
  const [name, standardName, version] = found;
  return { name, standardName, version };
};

TLSSocket.prototype.getEphemeralKeyInfo = function() {
  if (!this._handle) return null;
  if (this._tlsOptions.isServer) return null;
  const [type, name, size] = this._handle.ssl.getEphemeralKeyInfo() ?? [];
  if (type === undefined) return {};
  return name === undefined ? { type, size } : { type, name, size };
};

TLSSocket.prototype.isSessionReused = function() {
  return this._handle ? this._handle.ssl.isSessionReused() : null;
};

for (const name of ['getFinished', 'getPeerFinished', 'getProtocol', 'getSession',
  'getSharedSigalgs', 'getTLSTicket']) {
  TLSSocket.prototype[name] = function() {
    return this._handle ? this._handle.ssl[name]() : null;
  };
}

// Differs from Node: a handshake's messages are not printed.
TLSSocket.prototype.enableTrace = noop;

TLSSocket.prototype._wrapHandle = function() {
  return this._handle;
};
TLSSocket.prototype._init = noop;
TLSSocket.prototype._destroySSL = noop;

/** Says that the other end is who it says, and what came of the handshake. For tls. */
function verified(self) {
  self[kIsVerified] = true;
  const session = self[kPendingSession];
  self[kPendingSession] = null;
  if (session !== null) self.emit('session', session);
}

function verifyError(self) {
  return self._handle.verifyError();
}

module.exports = { TLSSocket, connectionReset, verified, verifyError };

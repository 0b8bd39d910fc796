'use strict';
// SPDX-License-Identifier: MIT

// ClientRequest: a request of ours. Its options are checked here; what happens on its socket is in
// http/exchange.

const net = require('net');
const { urlToHttpOptions } = require('url');
const { codes } = require('internal/errors');
const { addAbortSignal } = require('stream');
const { validateAbortSignal, validateBoolean, validateInteger } = require('internal/validate');
const { timerDuration } = require('internal/timer-duration');
const { OutgoingMessage, kOutHeaders } = require('http/outgoing');
const { isToken, parseUniqueHeaders } = require('http/fields');
const agents = require('http/agent');
const { bear, takeSocket, kError } = require('http/exchange');
const channels = require('internal/channels');
const { log } = require('http/log');
const observed = require('http/observed');
const {
  ERR_HTTP_HEADERS_SENT, ERR_INVALID_ARG_TYPE, ERR_INVALID_HTTP_TOKEN, ERR_INVALID_PROTOCOL,
  ERR_UNESCAPED_CHARACTERS,
} = codes;

const NOT_IN_PATH = /[^\u0021-\u00ff]/;
const WITHOUT_BODY = ['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT'];

function validateHost(host, name) {
  if (host !== null && host !== undefined && typeof host !== 'string') {
    throw new ERR_INVALID_ARG_TYPE(`options.${name}`, ['string', 'undefined', 'null'], host);
  }
  return host;
}

// The three ways of saying where to, as one.
function parseArguments(input, options, callback) {
  if (typeof input === 'string') {
    input = urlToHttpOptions(new URL(input));
  } else if (typeof input === 'object' && input !== null && input[Symbol.toStringTag] === 'URL') {
    input = urlToHttpOptions(input);
  } else {
    callback = options;
    options = input;
    input = null;
  }
  if (typeof options === 'function') {
    callback = options;
    options = input || {};
  } else {
    options = Object.assign(input || {}, options);
  }
  return { options, callback };
}

function chooseAgent(options, defaultAgent) {
  const { agent } = options;
  if (agent === false) return new defaultAgent.constructor();
  if (agent === null || agent === undefined) {
    return typeof options.createConnection === 'function' ? undefined : defaultAgent;
  }
  if (typeof agent.addRequest !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('options.agent', ['Agent-like Object', 'undefined', 'false'], agent);
  }
  return agent;
}

function parseMethod(method) {
  if (method !== null && method !== undefined && typeof method !== 'string') {
    throw new ERR_INVALID_ARG_TYPE('options.method', 'string', method);
  }
  if (!method) return 'GET';
  if (!isToken(method)) throw new ERR_INVALID_HTTP_TOKEN('Method', method);
  return method.toUpperCase();
}

function hostHeader(host, port, defaultPort) {
  // An IPv6 address goes into brackets, unless it came with them.
  const isAddress = host.includes(':') && host.indexOf(':') !== host.lastIndexOf(':') &&
    !host.startsWith('[');
  const name = isAddress ? `[${host}]` : host;
  return port && +port !== defaultPort ? `${name}:${port}` : name;
}

function setHeaders(request, options, { host, port, defaultPort }) {
  const { headers, auth, setHost = true } = options;
  if (Array.isArray(headers)) {
    request._storeHeader(requestLine(request), headers);
    return;
  }
  for (const name of Object.keys(headers ?? {})) request.setHeader(name, headers[name]);
  if (host && !request.getHeader('host') && setHost) {
    request.setHeader('Host', hostHeader(host, port, defaultPort));
  }
  if (auth && !request.getHeader('Authorization')) {
    request.setHeader('Authorization', `Basic ${Buffer.from(auth).toString('base64')}`);
  }
  if (request.getHeader('expect')) {
    if (request._header) throw new ERR_HTTP_HEADERS_SENT('render');
    request._storeHeader(requestLine(request), request[kOutHeaders]);
  }
}

function requestLine(request) {
  return `${request.method} ${request.path} HTTP/1.1\r\n`;
}

function setParsingOptions(request, options) {
  const { maxHeaderSize, insecureHTTPParser, joinDuplicateHeaders } = options;
  if (maxHeaderSize !== undefined) validateInteger(maxHeaderSize, 'maxHeaderSize', 0);
  request.maxHeaderSize = maxHeaderSize;
  if (insecureHTTPParser !== undefined) {
    validateBoolean(insecureHTTPParser, 'options.insecureHTTPParser');
  }
  request.insecureHTTPParser = insecureHTTPParser;
  if (joinDuplicateHeaders !== undefined) {
    validateBoolean(joinDuplicateHeaders, 'options.joinDuplicateHeaders');
  }
  request.joinDuplicateHeaders = joinDuplicateHeaders;
}

function ClientRequest(input, givenOptions, givenCallback) {
  Reflect.apply(OutgoingMessage, this, []);
  this[kError] = undefined;
  bear(this);
  const { options, callback } = parseArguments(input, givenOptions, givenCallback);
  const defaultAgent = options._defaultAgent || agents.globalAgent;
  const agent = chooseAgent(options, defaultAgent);
  this.agent = agent;

  const protocol = options.protocol || defaultAgent.protocol;
  const expected = agent?.protocol || defaultAgent.protocol;
  if (options.path && NOT_IN_PATH.test(String(options.path))) {
    throw new ERR_UNESCAPED_CHARACTERS('Request path');
  }
  if (protocol !== expected) throw new ERR_INVALID_PROTOCOL(protocol, expected);

  const defaultPort = options.defaultPort || agent?.defaultPort;
  const port = options.port = options.port || defaultPort || 80;
  const host = options.host = validateHost(options.hostname, 'hostname') ||
    validateHost(options.host, 'host') || 'localhost';

  this.socketPath = options.socketPath;
  if (options.timeout !== undefined) this.timeout = timerDuration(options.timeout, 'timeout');
  const { signal } = options;
  if (signal) {
    validateAbortSignal(signal, 'options.signal');
    addAbortSignal(signal, this);
    delete options.signal;
  }
  this.method = parseMethod(options.method);
  setParsingOptions(this, options);
  this.path = options.path || '/';
  if (callback) this.once('response', callback);

  this.useChunkedEncodingByDefault = !WITHOUT_BODY.includes(this.method);
  this._ended = false;
  this.res = null;
  this.aborted = false;
  this.timeoutCb = null;
  this.upgradeOrConnect = false;
  this.parser = null;
  this.maxHeadersCount = null;
  this.reusedSocket = false;
  this.host = host;
  this.protocol = protocol;
  // A connection that nobody would use again is closed by the server.
  if (agent) {
    this._last = !agent.keepAlive && !Number.isFinite(agent.maxSockets);
    this.shouldKeepAlive = !this._last;
  }
  this.uniqueHeaders = parseUniqueHeaders(options.uniqueHeaders);
  setHeaders(this, options, { host, port, defaultPort });
  log('CLIENT request', this.method, host, port, this.path);
  connect(this, options);
}
Object.setPrototypeOf(ClientRequest.prototype, OutgoingMessage.prototype);
Object.setPrototypeOf(ClientRequest, OutgoingMessage);

function connect(request, options) {
  if (request.agent) {
    request.agent.addRequest(request, options);
    return;
  }
  // No agent, nobody who could use the connection again.
  request._last = true;
  request.shouldKeepAlive = false;
  options = { ...options, path: options.socketPath };
  if (typeof options.createConnection !== 'function') {
    request.onSocket(net.createConnection(options));
    return;
  }
  let called = false;
  const onCreated = (error, socket) => {
    if (called) return;
    called = true;
    if (error) process.nextTick(() => request.emit('error', error));
    else request.onSocket(socket);
  };
  try {
    const socket = options.createConnection(options, onCreated);
    if (socket) onCreated(null, socket);
  } catch (error) {
    onCreated(error);
  }
}

Object.defineProperty(ClientRequest.prototype, 'path', {
  configurable: true,
  get() { return this._path; },
  set(value) {
    const path = String(value);
    if (NOT_IN_PATH.test(path)) throw new ERR_UNESCAPED_CHARACTERS('Request path');
    Object.defineProperty(this, '_path', {
      configurable: true, enumerable: false, writable: true, value: path,
    });
  },
});

ClientRequest.prototype._finish = function() {
  Reflect.apply(OutgoingMessage.prototype._finish, this, []);
  observed.begin(this);
  channels.publish('http.client.request.start', () => ({ request: this }));
};

ClientRequest.prototype._implicitHeader = function() {
  if (this._header) throw new ERR_HTTP_HEADERS_SENT('render');
  this._storeHeader(requestLine(this), this[kOutHeaders]);
};

/** Node's old destroy(); 'abort' tells of it. */
ClientRequest.prototype.abort = function() {
  if (this.aborted) return;
  this.aborted = true;
  process.nextTick(() => this.emit('abort'));
  this.destroy();
};

ClientRequest.prototype.destroy = function(error) {
  if (this.destroyed) return this;
  this.destroyed = true;
  this.res?._dump();
  this[kError] = error;
  this.socket?.destroy(error);
  return this;
};

/** Called by the agent, with a socket or with the error of making one. */
ClientRequest.prototype.onSocket = function(socket, error) {
  process.nextTick(takeSocket, this, socket, error);
};

// Once it has a socket, and that is connected.
ClientRequest.prototype._deferToConnect = function(method, args) {
  const call = () => { if (method) Reflect.apply(this.socket[method], this.socket, args); };
  const onSocket = () => {
    if (this.socket.writable) call();
    else this.socket.once('connect', call);
  };
  if (this.socket) onSocket();
  else this.once('socket', onSocket);
};

function onSocketTimeout() {
  this._httpMessage?.emit('timeout');
}

/** The socket's timeout becomes an event of the request. */
ClientRequest.prototype._listenToTimeout = function() {
  if (this.timeoutCb) return;
  this.timeoutCb = onSocketTimeout;
  if (this.socket) this.socket.once('timeout', onSocketTimeout);
  else this.on('socket', (socket) => socket.once('timeout', onSocketTimeout));
};

ClientRequest.prototype.setTimeout = function(msecs, callback) {
  if (this._ended) return this;
  this._listenToTimeout();
  msecs = timerDuration(msecs, 'msecs');
  if (callback) this.once('timeout', callback);
  const set = (socket) => {
    if (socket.connecting) socket.once('connect', () => socket.setTimeout(msecs));
    else socket.setTimeout(msecs);
  };
  if (this.socket) set(this.socket);
  else this.once('socket', set);
  return this;
};

ClientRequest.prototype.setNoDelay = function(noDelay) {
  this._deferToConnect('setNoDelay', [noDelay]);
};

ClientRequest.prototype.setSocketKeepAlive = function(enable, initialDelay) {
  this._deferToConnect('setKeepAlive', [enable, initialDelay]);
};

ClientRequest.prototype.clearTimeout = function(callback) {
  this.setTimeout(0, callback);
};

module.exports = { ClientRequest };

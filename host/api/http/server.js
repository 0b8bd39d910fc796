'use strict';
// SPDX-License-Identifier: MIT

// http.Server: options, time limits, and closing. What happens on a connection is in
// http/connection.

const net = require('net');
const EventEmitter = require('events');
const { codes: { ERR_HTTP_REQUEST_TIMEOUT, ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } } =
  require('internal/errors');
const { validateBoolean, validateInteger } = require('internal/validate');
const { IncomingMessage } = require('http/incoming');
const { ServerResponse, validateResponseOptions } = require('http/response');
const { onConnection, onSocketError } = require('http/connection');
const { parseUniqueHeaders } = require('http/fields');

const kConnectionsCheckingInterval = Symbol('http.server.connectionsCheckingInterval');

// Node's defaults, in milliseconds.
const REQUEST_TIMEOUT = 300_000;
const HEADERS_TIMEOUT = 60_000;
const KEEP_ALIVE_TIMEOUT = 5_000;
const CHECK_INTERVAL = 30_000;
const MOST_HEADERS = null;  // 2000, as of parsing.

function optionalInteger(options, name, least) {
  if (options[name] === undefined) return undefined;
  validateInteger(options[name], name, least);
  return options[name];
}

function optionalBoolean(options, name, otherwise) {
  if (options[name] === undefined) return otherwise;
  validateBoolean(options[name], `options.${name}`);
  return options[name];
}

/** Node's options of a server, checked and kept; also for servers over TLS. */
function storeOptions(server, options) {
  server.IncomingMessage = options.IncomingMessage || IncomingMessage;
  server.ServerResponse = options.ServerResponse || ServerResponse;
  server.maxHeaderSize = optionalInteger(options, 'maxHeaderSize', 0);
  server.insecureHTTPParser = optionalBoolean(options, 'insecureHTTPParser');
  server.requestTimeout = optionalInteger(options, 'requestTimeout', 0) ?? REQUEST_TIMEOUT;
  server.headersTimeout = optionalInteger(options, 'headersTimeout', 0) ??
    Math.min(HEADERS_TIMEOUT, server.requestTimeout || HEADERS_TIMEOUT);
  if (server.requestTimeout > 0 && server.headersTimeout > 0 &&
      server.headersTimeout > server.requestTimeout) {
    throw new ERR_OUT_OF_RANGE('headersTimeout', '<= requestTimeout', options.headersTimeout);
  }
  server.keepAliveTimeout = optionalInteger(options, 'keepAliveTimeout', 0) ?? KEEP_ALIVE_TIMEOUT;
  server.connectionsCheckingInterval =
    optionalInteger(options, 'connectionsCheckingInterval', 0) ?? CHECK_INTERVAL;
  server.requireHostHeader = optionalBoolean(options, 'requireHostHeader', true);
  server.joinDuplicateHeaders = optionalBoolean(options, 'joinDuplicateHeaders', false);
  server.rejectNonStandardBodyWrites = options.rejectNonStandardBodyWrites ?? false;
  validateResponseOptions(options);
  server.uniqueHeaders = parseUniqueHeaders(options.uniqueHeaders);
}

function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);
  if (typeof options === 'function') {
    requestListener = options;
    options = {};
  } else if (options == null) {
    options = {};
  } else if (typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', 'object', options);
  }
  storeOptions(this, options);
  Reflect.apply(net.Server, this, [{
    allowHalfOpen: true,
    noDelay: options.noDelay ?? true,
    keepAlive: options.keepAlive,
    keepAliveInitialDelay: options.keepAliveInitialDelay,
    highWaterMark: options.highWaterMark,
  }]);
  if (requestListener) this.on('request', requestListener);
  // The one way of this server to say that a half-open connection may go on.
  this.httpAllowHalfOpen = false;
  this.on('connection', onConnection);
  this.on('listening', startChecking);
  this.timeout = 0;
  this.maxHeadersCount = MOST_HEADERS;
  this.maxRequestsPerSocket = 0;
  setUpConnections(this);
}
Object.setPrototypeOf(Server.prototype, net.Server.prototype);
Object.setPrototypeOf(Server, net.Server);

function setUpConnections(server) {
  Object.defineProperty(server, 'openConnections', {
    configurable: true, enumerable: false, value: new Set(),
  });
}

// Looks through the connections now and then, so that no timer is needed for each.
function startChecking() {
  clearInterval(this[kConnectionsCheckingInterval]);
  Object.defineProperty(this, kConnectionsCheckingInterval, {
    configurable: true, enumerable: false, writable: true,
    value: setInterval(checkConnections, this.connectionsCheckingInterval, this).unref(),
  });
}

// So many are looked at in one go: thousands of them are no matter of one frame.
const CHECKED_AT_ONCE = 256;

function checkConnections(server) {
  if (server.headersTimeout === 0 && server.requestTimeout === 0) return;
  checkSome(server, server.openConnections.values());
}

function checkSome(server, sockets) {
  for (let i = 0; i < CHECKED_AT_ONCE; i++) {
    const { value: socket, done } = sockets.next();
    if (done) return;
    if (!socket.parser?.isExpired(server.headersTimeout, server.requestTimeout)) continue;
    socket.parser.forgetMessage();
    onSocketError.call(socket, new ERR_HTTP_REQUEST_TIMEOUT());
  }
  setImmediate(checkSome, server, sockets);
}

Server.prototype.setTimeout = function(msecs, callback) {
  this.timeout = msecs;
  if (callback) this.on('timeout', callback);
  return this;
};

/** Ends all connections, also those that serve a request. */
Server.prototype.closeAllConnections = function() {
  for (const socket of [...this.openConnections]) socket.destroy();
};

/** Ends the connections that wait for a next request. */
Server.prototype.closeIdleConnections = function() {
  for (const socket of [...this.openConnections]) {
    const { parser } = socket;
    if (parser?.isIdle() && !socket._httpMessage) socket.destroy();
  }
};

Server.prototype.close = function(callback) {
  this.closeIdleConnections();
  clearInterval(this[kConnectionsCheckingInterval]);
  return Reflect.apply(net.Server.prototype.close, this, [callback]);
};

Server.prototype[EventEmitter.captureRejectionSymbol] = function(error, event, ...args) {
  if (event !== 'request') {
    net.Server.prototype[EventEmitter.captureRejectionSymbol].call(this, error, event, ...args);
    return;
  }
  const [, response] = args;
  if (response.headersSent || response.writableEnded) return response.destroy();
  // A handler that failed has not said what it wanted to say: only that it failed is said.
  for (const name of response.getHeaderNames()) response.removeHeader(name);
  response.statusCode = 500;
  response.end('Internal Server Error');
};

module.exports = {
  Server, kConnectionsCheckingInterval, setUpConnections, startChecking, storeOptions,
};

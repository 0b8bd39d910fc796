'use strict';
// SPDX-License-Identifier: MIT

// https: http over TLS.

const tls = require('tls');
const { urlToHttpOptions } = require('url');
const { ClientRequest } = require('http/client');
const { onConnection } = require('http/connection');
const {
  Server: HttpServer, kConnectionsCheckingInterval, setUpConnections, startChecking, storeOptions,
} = require('http/server');
const agents = require('https/agent');
const { validateObject } = require('internal/validate');

/**
 * @param {object} [options] those of tls.createServer() and of http.createServer()
 * @param {(request: IncomingMessage, response: ServerResponse) => void} [requestListener]
 */
function Server(options, requestListener) {
  if (!(this instanceof Server)) return new Server(options, requestListener);
  if (typeof options === 'function') {
    requestListener = options;
    options = {};
  } else if (options == null) {
    options = {};
  } else {
    validateObject(options, 'options');
  }
  options = { ...options };
  if (!options.ALPNProtocols && !options.ALPNCallback) options.ALPNProtocols = ['http/1.1'];
  storeOptions(this, options);
  setUpConnections(this);
  Reflect.apply(tls.Server, this, [{ noDelay: true, ...options }]);
  this.httpAllowHalfOpen = false;
  this.on('secureConnection', onConnection);
  if (requestListener) this.on('request', requestListener);
  this.on('tlsClientError', (error, socket) => {
    if (!this.emit('clientError', error, socket)) socket.destroy(error);
  });
  this.on('listening', startChecking);
  this.timeout = 0;
  this.maxHeadersCount = null;
  this.maxRequestsPerSocket = 0;
}
Object.setPrototypeOf(Server.prototype, tls.Server.prototype);
Object.setPrototypeOf(Server, tls.Server);

for (const name of ['closeAllConnections', 'closeIdleConnections', 'setTimeout']) {
  Server.prototype[name] = HttpServer.prototype[name];
}

Server.prototype.close = function(callback) {
  this.closeIdleConnections();
  clearInterval(this[kConnectionsCheckingInterval]);
  return Reflect.apply(tls.Server.prototype.close, this, [callback]);
};

Server.prototype[Symbol.asyncDispose] = HttpServer.prototype[Symbol.asyncDispose];

function createServer(options, requestListener) {
  return new Server(options, requestListener);
}

/**
 * Starts a request; its 'response' event brings the answer.
 * @param {string | URL | object} url
 * @param {object} [options]
 * @param {(response: IncomingMessage) => void} [callback]
 */
function request(...args) {
  let options = {};
  if (typeof args[0] === 'string') {
    options = urlToHttpOptions(new URL(args.shift()));
  } else if (args[0]?.[Symbol.toStringTag] === 'URL') {
    options = urlToHttpOptions(args.shift());
  }
  if (args[0] && typeof args[0] !== 'function') Object.assign(options, args.shift());
  options._defaultAgent = module.exports.globalAgent;
  return new ClientRequest(options, ...args);
}

/** The same for a request without a body. */
function get(input, options, callback) {
  const made = request(input, options, callback);
  made.end();
  return made;
}

module.exports = { Agent: agents.Agent, Server, createServer, get, request };
Object.defineProperty(module.exports, 'globalAgent', {
  configurable: true,
  enumerable: true,
  get: () => agents.globalAgent,
  set(agent) {
    agents.globalAgent = agent;
  },
});

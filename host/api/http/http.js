'use strict';
// SPDX-License-Identifier: MIT

// http: servers and clients of HTTP/1.1, as Node has them.

const { validateInteger } = require('internal/validate');
const agents = require('http/agent');
const { ClientRequest } = require('http/client');
const { onConnection } = require('http/connection');
const { IncomingMessage } = require('http/incoming');
const { OutgoingMessage } = require('http/outgoing');
const { Server } = require('http/server');
const { ServerResponse } = require('http/response');
const { METHODS, mostHeadBytes, parsers } = require('http/reader');
const { STATUS_CODES } = require('http/status-codes');
const { validateHeaderName, validateHeaderValue } = require('http/fields');

/**
 * @param {object} [options]
 * @param {(request: IncomingMessage, response: ServerResponse) => void} [requestListener]
 */
function createServer(options, requestListener) {
  return new Server(options, requestListener);
}

/**
 * Starts a request; its 'response' event brings the answer.
 * @param {string | URL | object} url
 * @param {object} [options]
 * @param {(response: IncomingMessage) => void} [callback]
 */
function request(url, options, callback) {
  return new ClientRequest(url, options, callback);
}

/** The same for a request without a body. */
function get(url, options, callback) {
  const made = request(url, options, callback);
  made.end();
  return made;
}

/** How many parsers that nobody uses are kept for the next connection. */
function setMaxIdleHTTPParsers(max) {
  validateInteger(max, 'max', 1);
  parsers.max = max;
}

module.exports = {
  METHODS: [...METHODS].sort(),
  STATUS_CODES,
  Agent: agents.Agent,
  ClientRequest,
  IncomingMessage,
  OutgoingMessage,
  Server,
  ServerResponse,
  _connectionListener: onConnection,
  createServer,
  validateHeaderName,
  validateHeaderValue,
  get,
  request,
  setMaxIdleHTTPParsers,
};

Object.defineProperty(module.exports, 'maxHeaderSize', {
  configurable: true, enumerable: true, get: mostHeadBytes,
});
Object.defineProperty(module.exports, 'globalAgent', {
  configurable: true,
  enumerable: true,
  get: () => agents.globalAgent,
  set(agent) { agents.globalAgent = agent; },
});

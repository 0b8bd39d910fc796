'use strict';
// SPDX-License-Identifier: MIT

// The old name of http.Server and what servers over TLS take of it.

const { onConnection } = require('http/connection');
const {
  Server, kConnectionsCheckingInterval, setUpConnections, storeOptions,
} = require('http/server');
const { ServerResponse } = require('http/response');
const { STATUS_CODES } = require('http/status-codes');

module.exports = {
  STATUS_CODES,
  Server,
  ServerResponse,
  _connectionListener(socket) { Reflect.apply(onConnection, this, [socket]); },
  kConnectionsCheckingInterval,
  setupConnectionsTracking: setUpConnections,
  storeHTTPOptions(options) { storeOptions(this, options); },
};

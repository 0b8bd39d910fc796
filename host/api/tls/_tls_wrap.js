'use strict';
// SPDX-License-Identifier: MIT

// What old programs require of tls's inner parts.

const { connect, createServer, Server, TLSSocket } = require('tls');

module.exports = { TLSSocket, Server, createServer, connect };

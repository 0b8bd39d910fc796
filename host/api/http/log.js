'use strict';
// SPDX-License-Identifier: MIT

// What NODE_DEBUG=http shows.

let debug;

/** Writes a line to stderr when NODE_DEBUG names http. */
function log(...values) {
  debug ??= require('util').debuglog('http');
  debug(...values);
}

module.exports = { log };

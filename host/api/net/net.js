'use strict';
// SPDX-License-Identifier: MIT

// net: streams over TCP and Unix sockets.

require('internal/on-first-use');

const channels = require('internal/channels');
const { isIP, isIPv4, isIPv6 } = require('internal/ip');
const { normalize } = require('net/arguments');
const { BlockList } = require('net/block-list');
const {
  getDefaultAutoSelectFamily, getDefaultAutoSelectFamilyAttemptTimeout,
  setDefaultAutoSelectFamily, setDefaultAutoSelectFamilyAttemptTimeout,
} = require('net/connect');
const { createHandle } = require('net/listen');
const { Server } = require('net/server');
const { Socket } = require('net/socket');
const { SocketAddress } = require('net/socket-address');

function createServer(options, listener) {
  return new Server(options, listener);
}

/** As Socket's connect(), of a new one. */
function connect(...args) {
  const normalized = normalize(args);
  const [options] = normalized;
  const socket = new Socket(options);
  channels.publish('net.client.socket', () => ({ socket }));
  if (options.timeout) socket.setTimeout(options.timeout);
  return socket.connect(normalized);
}

let warned = false;

// Deprecated in Node, and nothing here.
function _setSimultaneousAccepts() {
  if (warned) return;
  warned = true;
  process.emitWarning('net._setSimultaneousAccepts() is deprecated and will be removed.',
                      'DeprecationWarning', 'DEP0121');
}

module.exports = {
  BlockList,
  SocketAddress,
  connect,
  createConnection: connect,
  createServer,
  isIP,
  isIPv4,
  isIPv6,
  Server,
  Socket,
  Stream: Socket,  // Its old name.
  _createServerHandle: createHandle,
  _setSimultaneousAccepts,
  _normalizeArgs: normalize,
  getDefaultAutoSelectFamily,
  getDefaultAutoSelectFamilyAttemptTimeout,
  setDefaultAutoSelectFamily,
  setDefaultAutoSelectFamilyAttemptTimeout,
};

'use strict';
// SPDX-License-Identifier: MIT

// dgram: UDP.

require('internal/on-first-use');

const { createHandle } = require('dgram/handle');
const { Socket, handleOf, kState } = require('dgram/socket');
require('dgram/options');
const { deprecate } = require('util');

function createSocket(type, listener) {
  return new Socket(type, listener);
}

// What older programs reach for; each warns once.
const text = (name) => `Socket.prototype.${name} is deprecated`;
for (const [name, field] of [
  ['_handle', 'handle'], ['_receiving', 'receiving'], ['_bindState', 'bindState'],
  ['_queue', 'queue'], ['_reuseAddr', 'reuseAddr'],
]) {
  Object.defineProperty(Socket.prototype, name, {
    configurable: true,
    enumerable: false,
    get: deprecate(function() { return this[kState][field]; }, text(name), 'DEP0112'),
    set: deprecate(function(value) { this[kState][field] = value; }, text(name), 'DEP0112'),
  });
}
Socket.prototype._healthCheck = deprecate(function() {
  handleOf(this);
}, text('_healthCheck()'), 'DEP0112');
Socket.prototype._stopReceiving = deprecate(function() {
  this[kState].receiving = false;
  this[kState].handle?.recvStop();
}, text('_stopReceiving()'), 'DEP0112');

module.exports = { _createSocketHandle: createHandle, createSocket, Socket };

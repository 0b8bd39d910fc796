'use strict';
// SPDX-License-Identifier: MIT

// The options of the system's socket: how far datagrams go, groups, sizes of buffers.

const { Socket, handleOf } = require('dgram/socket');
const {
  codes: { ERR_MISSING_ARGS, ERR_SOCKET_BAD_BUFFER_SIZE },
} = require('internal/errors');
const { errnoException, errorName } = require('internal/error-system');
const { validateNumber, validateString } = require('internal/validate');

// Calls the handle's method of that name.
function set(socket, name, ...args) {
  const status = handleOf(socket)[name](...args);
  if (status < 0) throw errnoException(status, name);
}

function bufferSize(socket, size, isReceive) {
  if (size >>> 0 !== size) throw new ERR_SOCKET_BAD_BUFFER_SIZE();
  const found = handleOf(socket).bufferSize(size & 0x7fffffff, isReceive);
  if (found >= 0 && size < 2 ** 31) return found;
  const { UV_EINVAL, strerror } = { ...internalBinding('uv') };
  const status = found < 0 ? found : UV_EINVAL;
  const { SystemError } = require('internal/system-error');
  throw new SystemError({
    errno: status,
    code: errorName(status),
    message: strerror(status),
    syscall: `uv_${isReceive ? 'recv' : 'send'}_buffer_size`,
  }, 'ERR_SOCKET_BUFFER_SIZE', 'Could not get or set buffer size');
}

const methods = {
  setBroadcast(on) {
    set(this, 'setBroadcast', on ? 1 : 0);
  },
  setTTL(ttl) {
    validateNumber(ttl, 'ttl');
    set(this, 'setTTL', ttl);
    return ttl;
  },
  setMulticastTTL(ttl) {
    validateNumber(ttl, 'ttl');
    set(this, 'setMulticastTTL', ttl);
    return ttl;
  },
  setMulticastLoopback(on) {
    set(this, 'setMulticastLoopback', on ? 1 : 0);
    return on;
  },
  setMulticastInterface(interfaceAddress) {
    handleOf(this);
    validateString(interfaceAddress, 'interfaceAddress');
    set(this, 'setMulticastInterface', interfaceAddress);
  },
  addMembership(multicastAddress, interfaceAddress) {
    handleOf(this);
    if (!multicastAddress) throw new ERR_MISSING_ARGS('multicastAddress');
    set(this, 'addMembership', multicastAddress, interfaceAddress);
  },
  dropMembership(multicastAddress, interfaceAddress) {
    handleOf(this);
    if (!multicastAddress) throw new ERR_MISSING_ARGS('multicastAddress');
    set(this, 'dropMembership', multicastAddress, interfaceAddress);
  },
  addSourceSpecificMembership(sourceAddress, groupAddress, interfaceAddress) {
    handleOf(this);
    validateString(sourceAddress, 'sourceAddress');
    validateString(groupAddress, 'groupAddress');
    set(this, 'addSourceSpecificMembership', sourceAddress, groupAddress, interfaceAddress);
  },
  dropSourceSpecificMembership(sourceAddress, groupAddress, interfaceAddress) {
    handleOf(this);
    validateString(sourceAddress, 'sourceAddress');
    validateString(groupAddress, 'groupAddress');
    set(this, 'dropSourceSpecificMembership', sourceAddress, groupAddress, interfaceAddress);
  },
  setRecvBufferSize(size) {
    bufferSize(this, size, true);
  },
  setSendBufferSize(size) {
    bufferSize(this, size, false);
  },
  getRecvBufferSize() {
    return bufferSize(this, 0, true);
  },
  getSendBufferSize() {
    return bufferSize(this, 0, false);
  },
  getSendQueueSize() {
    return handleOf(this).getSendQueueSize();
  },
  getSendQueueCount() {
    return handleOf(this).getSendQueueCount();
  },
};
Object.assign(Socket.prototype, methods);

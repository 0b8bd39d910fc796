'use strict';
// SPDX-License-Identifier: MIT

// The many forms in which send() takes what is to be sent, as one.

const {
  codes: { ERR_BUFFER_OUT_OF_BOUNDS, ERR_INVALID_ARG_TYPE, ERR_SOCKET_DGRAM_IS_CONNECTED },
} = require('internal/errors');
const { validatePort, validateString } = require('internal/validate');

const BYTES = ['Buffer', 'TypedArray', 'DataView', 'string'];

function slice(bytes, offset, length) {
  if (typeof bytes === 'string') bytes = Buffer.from(bytes);
  else if (!ArrayBuffer.isView(bytes)) throw new ERR_INVALID_ARG_TYPE('buffer', BYTES, bytes);
  offset >>>= 0;
  length >>>= 0;
  if (offset > bytes.byteLength) throw new ERR_BUFFER_OUT_OF_BOUNDS('offset');
  if (offset + length > bytes.byteLength) throw new ERR_BUFFER_OUT_OF_BOUNDS('length');
  return Buffer.from(bytes.buffer, bytes.byteOffset + offset, length);
}

// Strings and bytes; an empty list is an empty datagram.
function toList(message) {
  if (!Array.isArray(message)) {
    if (typeof message !== 'string' && !ArrayBuffer.isView(message)) {
      throw new ERR_INVALID_ARG_TYPE('buffer', BYTES, message);
    }
    return [message];
  }
  if (!message.every((part) => typeof part === 'string' || ArrayBuffer.isView(part))) {
    throw new ERR_INVALID_ARG_TYPE('buffer list arguments', BYTES, message);
  }
  return message.length === 0 ? [''] : [...message];
}

// (message, callback) and (message, offset, length, callback), when it is known to whom.
function readConnected([message, offset, length, port, address, callback]) {
  if (typeof length === 'number') {
    message = slice(message, offset, length);
    if (typeof port === 'function') [callback, port] = [port, null];
  } else {
    callback = offset;
  }
  if (port || address) throw new ERR_SOCKET_DGRAM_IS_CONNECTED();
  return { message, callback };
}

// (message, port, address, callback) and (message, offset, length, port, address, callback), where
// the address may be left out.
function readUnconnected([message, offset, length, port, address, callback]) {
  if (address || (port && typeof port !== 'function')) {
    return { message: slice(message, offset, length), port, address, callback };
  }
  return { message, port: offset, address: length, callback: port };
}

/**
 * @param {any[]} args of send()
 * @param {boolean} connected
 * @returns {{ list: any[], port?: number, address?: string, callback?: Function }}
 */
function readSend(args, connected) {
  const read = connected ? readConnected(args) : readUnconnected(args);
  const list = toList(read.message);
  let { address, callback } = read;
  const port = connected ? undefined : validatePort(read.port, 'Port', false);
  if (typeof callback !== 'function') callback = undefined;
  if (typeof address === 'function') [callback, address] = [address, undefined];
  else if (address != null) validateString(address, 'address');
  return { list, port, address, callback };
}

const sizeOf = (part) => (typeof part === 'string' ? Buffer.byteLength(part) : part.byteLength);

/** Bytes of a list. */
function totalSize(list) {
  return list.reduce((sum, part) => sum + sizeOf(part), 0);
}

module.exports = { readSend, totalSize };

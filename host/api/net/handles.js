'use strict';
// SPDX-License-Identifier: MIT

// Between sockets and their native handles: reading, writing and ending one, errors as Node's.

const { Pipe, SERVER, SOCKET } = internalBinding('pipe');
const { TCP } = internalBinding('tcp');
const { guessHandleType } = internalBinding('tty');
const { UV_EOF, UV_ENOTCONN } = internalBinding('uv');
const { FastBuffer } = require('buffer/class');
const { findEncoding } = require('buffer/encodings');
const { codes: { ERR_INVALID_FD_TYPE } } = require('internal/errors');
const { errnoException } = require('internal/error-system');
const { validateInt32 } = require('internal/validate');

// Of a handle: whose it is.
const kOwner = Symbol('owner');
// Of a socket whose bytes a native reader takes (http's parser): ends that, for who wants to see them.
const kReader = Symbol('reader');

/** The handle that a descriptor of the process needs; throws for what is neither pipe nor TCP. */
function handleForDescriptor(fd, isServer) {
  validateInt32(fd, 'fd', 0);
  const type = guessHandleType(fd);
  if (type === 'PIPE') return new Pipe(isServer ? SERVER : SOCKET);
  if (type === 'TCP') return new TCP();
  throw new ERR_INVALID_FD_TYPE(type);
}

// `this` is the handle.
function onRead(size, arrayBuffer) {
  const socket = this[kOwner];
  if (socket === null) return;
  socket._unrefTimer();
  if (size > 0) {
    if (socket.destroyed) return;
    if (!socket._take(new FastBuffer(arrayBuffer))) stopReading(socket);
  } else if (size === UV_EOF) {
    // 'end' comes once all of it was read.
    socket.push(null);
    socket.read(0);
  } else {
    socket.destroy(errnoException(size, 'read'));
  }
}

function startReading(socket) {
  const handle = socket._handle;
  handle.reading = true;
  const status = handle.readStart(onRead);
  if (status < 0) socket.destroy(errnoException(status, 'read'));
}

function stopReading(socket) {
  const handle = socket._handle;
  if (!handle) return;
  handle.reading = false;
  const status = handle.readStop();
  if (status < 0) socket.destroy(errnoException(status, 'read'));
}

function afterWrite(socket, callback, status) {
  if (socket.destroyed) return callback(null);
  if (status < 0) return callback(errnoException(status, 'write'));
  socket._unrefTimer();
  callback(null);
}

function settleWrite(socket, status, callback) {
  if (status === 1) return;
  if (status === 0) callback();
  else callback(errnoException(status, 'write'));
}

function encodingNumber(encoding) {
  if (encoding === 'utf8') return 1;
  return findEncoding(encoding)?.id ?? 1;
}

function numberFor(data, encoding) {
  if (encoding === 'buffer' && typeof data === 'string') {
    throw Object.assign(new TypeError('Second argument must be a buffer'),
                        { code: 'ERR_INVALID_ARG_TYPE' });
  }
  return typeof data === 'string' ? encodingNumber(encoding) : 1;
}

/** True: all of it has left. */
function write(socket, data, encoding, callback) {
  const number = numberFor(data, encoding);
  const done = (status) => afterWrite(socket, callback, status);
  const status = socket._handle.write(data, number, done);
  settleWrite(socket, status, callback);
  return status === 0;
}

/** Several pieces, as Writable's _writev gets them, in one system call. */
function writeMany(socket, pieces, callback) {
  const list = new Array(pieces.length * 2);
  for (let i = 0; i < pieces.length; i++) {
    const { chunk, encoding } = pieces[i];
    list[2 * i] = chunk;
    list[2 * i + 1] = numberFor(chunk, encoding);
  }
  const done = (status) => afterWrite(socket, callback, status);
  settleWrite(socket, socket._handle.writev(list, done), callback);
}

/** Says that no more will be written. */
function shutdown(socket, callback) {
  const status = socket._handle.shutdown(() => callback());
  if (status === UV_ENOTCONN) callback();
  else if (status < 0) callback(errnoException(status, 'shutdown'));
}

module.exports = {
  handleForDescriptor, kOwner, kReader, numberFor, settleWrite, shutdown, startReading, stopReading, write, writeMany,
};

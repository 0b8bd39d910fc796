'use strict';
// SPDX-License-Identifier: MIT

// Open files by number: open, read, write, truncate, sync, close.

const native = internalBinding('fs');
const { SYNC, checkCallback, withNamedResults } = require('fs/style');
const { toDescriptor, toFlags, toWritePosition } = require('fs/flags');
const { toPath } = require('fs/paths');
const { checkBuffers, checkText, readArguments, writeArguments } = require('fs/transfer');
const { parseFileMode, validateInteger } = require('internal/validate');

const DEFAULT_MODE = 0o666;

function open(path, flags, mode, callback) {
  path = toPath(path);
  if (arguments.length < 3) [flags, mode, callback] = ['r', DEFAULT_MODE, flags];
  else if (typeof mode === 'function') [mode, callback] = [DEFAULT_MODE, mode];
  else mode = parseFileMode(mode, 'mode', DEFAULT_MODE);
  flags = toFlags(flags);
  native.open(path, flags, mode, checkCallback(callback));
}

function openSync(path, flags, mode) {
  path = toPath(path);
  return native.open(path, toFlags(flags), parseFileMode(mode, 'mode', DEFAULT_MODE), SYNC);
}

function throwIfFailed(error) {
  if (error) throw error;
}

function close(fd, callback = throwIfFailed) {
  fd = toDescriptor(fd);
  native.close(fd, checkCallback(callback));
}

function closeSync(fd) {
  native.close(toDescriptor(fd), SYNC);
}

const read = withNamedResults(function read(fd, ...args) {
  fd = toDescriptor(fd);
  // The callback is the last of at most five; reading into a view needs it there.
  const last = args.length <= 4 ? args.pop() : args[4];
  const { buffer, offset, length, position } = readArguments(args.slice(0, 4));
  const callback = checkCallback(last);
  if (length === 0) {
    process.nextTick(callback, null, 0, buffer);
    return;
  }
  native.read(fd, buffer, offset, length, position, (error, count = 0) =>
    callback(error, count, buffer));
}, 'bytesRead', 'buffer');

function readSync(fd, ...args) {
  fd = toDescriptor(fd);
  const { buffer, offset, length, position } = readArguments(args);
  if (length === 0) return 0;
  return native.read(fd, buffer, offset, length, position, SYNC);
}

const write = withNamedResults(function write(fd, data, ...args) {
  fd = toDescriptor(fd);
  if (!ArrayBuffer.isView(data)) checkText(data);
  const at = args.findIndex((arg) => typeof arg === 'function');
  const callback = checkCallback(args[at]);
  const { buffer, offset, length, position } = writeArguments([data, ...args.slice(0, at)]);
  native.write(fd, buffer, offset, length, position, (error, count = 0) =>
    callback(error, count, data));
}, 'bytesWritten', 'buffer');

function writeSync(fd, ...args) {
  fd = toDescriptor(fd);
  const { buffer, offset, length, position } = writeArguments(args);
  return native.write(fd, buffer, offset, length, position, SYNC);
}

const readv = withNamedResults(function readv(fd, buffers, position, callback) {
  fd = toDescriptor(fd);
  checkBuffers(buffers);
  callback = checkCallback(callback ?? position);
  native.readv(fd, buffers, toWritePosition(position), (error, count = 0) =>
    callback(error, count, buffers));
}, 'bytesRead', 'buffers');

function readvSync(fd, buffers, position) {
  fd = toDescriptor(fd);
  checkBuffers(buffers);
  return native.readv(fd, buffers, toWritePosition(position), SYNC);
}

const writev = withNamedResults(function writev(fd, buffers, position, callback) {
  fd = toDescriptor(fd);
  checkBuffers(buffers);
  callback = checkCallback(callback ?? position);
  if (buffers.length === 0) {
    process.nextTick(callback, null, 0, buffers);
    return;
  }
  native.writev(fd, buffers, toWritePosition(position), (error, count = 0) =>
    callback(error, count, buffers));
}, 'bytesWritten', 'buffers');

function writevSync(fd, buffers, position) {
  fd = toDescriptor(fd);
  checkBuffers(buffers);
  if (buffers.length === 0) return 0;
  return native.writev(fd, buffers, toWritePosition(position), SYNC);
}

function toLength(length) {
  validateInteger(length, 'len');
  return Math.max(0, length);
}

function ftruncate(fd, len = 0, callback) {
  if (typeof len === 'function') [len, callback] = [0, len];
  fd = toDescriptor(fd);
  len = toLength(len);
  native.ftruncate(fd, len, checkCallback(callback));
}

function ftruncateSync(fd, len = 0) {
  native.ftruncate(toDescriptor(fd), toLength(len), SYNC);
}

function fsync(fd, callback) {
  fd = toDescriptor(fd);
  native.fsync(fd, checkCallback(callback));
}

function fsyncSync(fd) {
  native.fsync(toDescriptor(fd), SYNC);
}

function fdatasync(fd, callback) {
  fd = toDescriptor(fd);
  native.fdatasync(fd, checkCallback(callback));
}

function fdatasyncSync(fd) {
  native.fdatasync(toDescriptor(fd), SYNC);
}

module.exports = {
  DEFAULT_MODE,
  toLength,
  functions: {
    close, closeSync, fdatasync, fdatasyncSync, fsync, fsyncSync, ftruncate, ftruncateSync, open,
    openSync, read, readSync, readv, readvSync, write, writeSync, writev, writevSync,
  },
};

'use strict';
// SPDX-License-Identifier: MIT

// What read and write streams of files share: the file that they work on, opening and closing it.
// `fs` in the options replaces the functions that are called, as tests and packages do.

const { FileHandle } = require('fs/file-handle');
const { toPath } = require('fs/paths');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_METHOD_NOT_IMPLEMENTED } } = require('internal/errors');
const { validateAbortSignal, validateFunction, validateInteger } = require('internal/validate');
const { finished } = require('stream');

const kFs = Symbol('fs');
const kHandle = Symbol('file handle');
const kBusy = Symbol('an operation runs');
const kIdle = Symbol('the operation is over');

/**
 * @param {unknown} options
 * @returns {object} a copy; a string is an encoding
 */
function streamOptions(options) {
  if (options === null || options === undefined) return {};
  if (typeof options === 'string') return { encoding: options };
  if (typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], options);
  }
  const copy = {};
  for (const name in options) copy[name] = options[name];  // Inherited ones, too.
  if (copy.signal !== undefined) validateAbortSignal(copy.signal, 'options.signal');
  if (copy.encoding && copy.encoding !== 'buffer' && !Buffer.isEncoding(copy.encoding)) {
    const { ERR_INVALID_ARG_VALUE } = require('internal/errors').codes;
    throw new ERR_INVALID_ARG_VALUE('encoding', copy.encoding, 'is invalid encoding');
  }
  return copy;
}

// The functions of fs, over a FileHandle.
function functionsOf(handle) {
  const settle = (promise, callback, count, what) => promise.then(
    (result) => callback(null, result?.[count], result?.[what]), callback);
  return {
    read: (fd, buffer, offset, length, position, callback) =>
      settle(handle.read(buffer, offset, length, position), callback, 'bytesRead', 'buffer'),
    write: (fd, buffer, offset, length, position, callback) =>
      settle(handle.write(buffer, offset, length, position), callback, 'bytesWritten', 'buffer'),
    writev: (fd, buffers, position, callback) =>
      settle(handle.writev(buffers, position), callback, 'bytesWritten', 'buffers'),
    fsync: (fd, callback) => settle(handle.sync(), callback),
    close: (fd, callback) => settle(handle.close(), callback),
  };
}

function useDescriptor(stream, options) {
  if (options.fd instanceof FileHandle) {
    if (options.fs) throw new ERR_METHOD_NOT_IMPLEMENTED('FileHandle with fs');
    stream[kHandle] = options.fd;
    stream[kFs] = functionsOf(options.fd);
    stream.fd = options.fd.fd;
    options.fd.on('close', () => stream.close());
    return;
  }
  if (typeof options.fd !== 'number') {
    throw new ERR_INVALID_ARG_TYPE('options.fd', ['number', 'FileHandle'], options.fd);
  }
  validateInteger(options.fd, 'fd', 0, 2147483647);
  stream.fd = options.fd;
  stream[kFs] = options.fs || require('fs');
}

/** Sets the stream's file from its path, or from the descriptor or FileHandle in the options. */
function useFile(stream, path, options, flags) {
  stream[kBusy] = false;
  if (options.fd !== undefined && options.fd !== null) {
    useDescriptor(stream, options);
  } else {
    stream.fd = null;
    stream[kFs] = options.fs || require('fs');
    validateFunction(stream[kFs].open, 'options.fs.open');
    stream.path = path instanceof URL ? toPath(path) : path;
    stream.flags = options.flags === undefined ? flags : options.flags;
    stream.mode = options.mode === undefined ? 0o666 : options.mode;
    toPath(stream.path);
  }
  options.autoDestroy = options.autoClose === undefined ? true : options.autoClose;
  if (options.autoDestroy) validateFunction(stream[kFs].close, 'options.fs.close');
}

function checkPosition(position, name) {
  validateInteger(position, name, 0);
}

// A stream whose open() somebody replaced is opened by that, as before there was _construct().
function openByMethod(stream, callback) {
  const { emit } = stream;
  stream.emit = function(name, ...values) {
    if (name !== 'open' && name !== 'error') return Reflect.apply(emit, this, [name, ...values]);
    this.emit = emit;
    if (name === 'error') {
      callback(values[0]);
      return true;
    }
    callback();
    return Reflect.apply(emit, this, [name, ...values]);
  };
  stream.open();
}

/** A method open() that does nothing but warn. */
function deprecatedOpen(className) {
  let warn;
  return function open() {
    warn ??= require('util').deprecate(
      () => {}, `${className}.prototype.open() is deprecated`, 'DEP0135');
    warn();
  };
}

/** Opens the file; `open` is the class's own method of that name. */
function constructFile(stream, open, callback) {
  if (typeof stream.fd === 'number') {
    callback();
    return;
  }
  if (stream.open !== open) {
    openByMethod(stream, callback);
    return;
  }
  stream[kFs].open(stream.path, stream.flags, stream.mode, (error, fd) => {
    if (error) {
      callback(error);
      return;
    }
    stream.fd = fd;
    callback();
    // A tick later the stream takes data, and what listeners write stays in its order.
    process.nextTick(() => {
      stream.emit('open', fd);
      stream.emit('ready');
    });
  });
}

function closeFile(stream, error, callback) {
  if (stream.fd === null || stream.fd === undefined) {
    callback(error);
    return;
  }
  stream[kFs].close(stream.fd, (closeError) => callback(error || closeError));
  stream.fd = null;
}

/** Closes the file once no operation on it runs. */
function destroyFile(stream, error, callback) {
  if (stream[kBusy]) {
    stream.once(kIdle, (ioError) => closeFile(stream, error || ioError, callback));
  } else {
    closeFile(stream, error, callback);
  }
}

/** To be called when an operation is over; true if the stream was destroyed meanwhile. */
function operationOver(stream, error) {
  stream[kBusy] = false;
  if (!stream.destroyed) return false;
  stream.emit(kIdle, error);
  return true;
}

function closeReadable(stream, callback) {
  finished(stream, typeof callback === 'function' ? callback : () => {});
  stream.destroy();
}

/** `pending` and `autoClose`, which both kinds of stream have. */
function defineAccessors(prototype, stateName) {
  Object.defineProperties(prototype, {
    autoClose: {
      __proto__: null, configurable: true,
      get() {
        return this[stateName].autoDestroy;
      },
      set(value) {
        this[stateName].autoDestroy = value;
      },
    },
    pending: {
      __proto__: null, configurable: true,
      get() {
        return this.fd === null;
      },
    },
  });
}

module.exports = {
  checkPosition, closeReadable, constructFile, defineAccessors, deprecatedOpen,
  destroyFile, kBusy, kFs, kHandle,
  operationOver, streamOptions, useFile,
};

'use strict';
// SPDX-License-Identifier: MIT

// Socket: a stream over a TCP connection or a Unix socket. How it gets connected is net/connect's.

const { now } = internalBinding('timers');
const { Pipe } = internalBinding('pipe');
const { TCP } = internalBinding('tcp');
const { Duplex } = require('stream');
const { types: { isUint8Array } } = require('internal/types');
const {
  codes: {
    ERR_INVALID_ARG_VALUE, ERR_INVALID_HANDLE_TYPE, ERR_MISSING_ARGS, ERR_SOCKET_CLOSED,
    ERR_SOCKET_CLOSED_BEFORE_CONNECTION,
  },
} = require('internal/errors');
const { errnoException } = require('internal/error-system');
const { Timeout, clearTimer } = require('internal/timers');
const {
  validateAbortSignal, validateFunction, validateNumber, validateString,
} = require('internal/validate');
const { readArguments } = require('net/arguments');
const { connectToHost, connectToPath } = require('net/connect');
const {
  handleForDescriptor, kOwner, kReader, numberFor, shutdown, startReading, stopReading, write, writeMany,
} = require('net/handles');
const { timerDuration } = require('internal/timer-duration');

const kTimeout = Symbol('timeout');
const kLimit = Symbol('timeout in ms');
const kActiveAt = Symbol('active at');
const kEarly = Symbol('early write');
const kLastQueueSize = Symbol('last write queue size');
const kOnRead = Symbol('onread');
const kNoDelay = Symbol('no delay');
const kKeepAlive = Symbol('keep alive');
const kKeepAliveDelay = Symbol('keep alive delay');
const kBytesRead = Symbol('bytes read');
const kBytesWritten = Symbol('bytes written');

function checkOptions(options) {
  for (const name of ['objectMode', 'readableObjectMode', 'writableObjectMode']) {
    if (options?.[name]) {
      throw new ERR_INVALID_ARG_VALUE(`options.${name}`, options[name], 'is not supported');
    }
  }
  if (options?.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
  }
  if (options?.signal !== undefined) validateAbortSignal(options.signal, 'options.signal');
}

// `onread: { buffer, callback }`: bytes go into the script's own buffer, and not into the stream.
function readOnRead(onread) {
  if (onread === null || typeof onread !== 'object') return undefined;
  const { buffer, callback } = onread;
  if (typeof callback !== 'function') return undefined;
  if (typeof buffer === 'function') return { buffer: buffer(), next: buffer, callback, rest: null };
  return isUint8Array(buffer) ? { buffer, next: () => buffer, callback, rest: null } : undefined;
}

// What a stream looks for in its options. All fields each time, and no copy that is added to: V8 makes
// a new hidden class for each of those, and all that reads them is slow then.
function streamOptions(options) {
  return {
    // Ending the other half, and 'close', are done here.
    allowHalfOpen: true,
    emitClose: false,
    autoDestroy: true,
    decodeStrings: false,
    readable: options.readable,
    writable: options.writable,
    highWaterMark: options.highWaterMark,
    readableHighWaterMark: options.readableHighWaterMark,
    writableHighWaterMark: options.writableHighWaterMark,
    defaultEncoding: options.defaultEncoding,
    encoding: options.encoding,
    signal: options.signal,
    construct: options.construct,
    read: options.read,
    write: options.write,
    writev: options.writev,
    final: options.final,
    destroy: options.destroy,
    captureRejections: options.captureRejections,
  };
}

/**
 * @param {object} [options] fd, readable, writable, allowHalfOpen, signal, onread, noDelay,
 *     keepAlive, keepAliveInitialDelay
 */
function Socket(options) {
  if (!(this instanceof Socket)) return new Socket(options);
  checkOptions(options);
  options = typeof options === 'number' ? { fd: options } : options ?? {};

  this.connecting = false;
  this._hadError = false;
  this._handle = null;
  this._parent = null;
  this._host = null;
  this[kLastQueueSize] = 0;
  this[kTimeout] = null;
  this[kLimit] = 0;
  this[kActiveAt] = 0;
  this[kReader] = null;
  this[kEarly] = null;
  this[kOnRead] = undefined;
  this[kNoDelay] = Boolean(options.noDelay);
  this[kKeepAlive] = Boolean(options.keepAlive);
  this[kKeepAliveDelay] = Math.max(0, ~~(options.keepAliveInitialDelay / 1000));
  this[kBytesRead] = 0;
  this[kBytesWritten] = 0;
  this._closeAfterHandlingError = false;

  Duplex.call(this, streamOptions(options));

  if (options.handle) this._handle = options.handle;
  else if (options.fd !== undefined) this._open(options.fd);
  this[kOnRead] = readOnRead(options.onread);
  if (this._handle) this._own();

  this.on('end', onEnd);
  this._pendingData = null;
  this._pendingEncoding = '';
  this.allowHalfOpen = Boolean(options.allowHalfOpen);
  this.server = null;
  this._server = null;

  if (!this._handle || options.readable === false) return;
  if (options.pauseOnCreate) {
    this._handle.reading = false;
    this.readableFlowing = false;
  } else if (!options.manualStart) {
    this.read(0);
  }
}
Object.setPrototypeOf(Socket.prototype, Duplex.prototype);
Object.setPrototypeOf(Socket, Duplex);

// 'end' with a half-open connection not wanted: whoever writes on is told so.
function onEnd() {
  if (!this.allowHalfOpen) this.write = writeAfterEnd;
}

function writeAfterEnd(chunk, encoding, callback) {
  if (!this.writableEnded) return Reflect.apply(Duplex.prototype.write, this, arguments);
  if (typeof encoding === 'function') callback = encoding;
  const error = new Error('This socket has been ended by the other party');
  error.code = 'EPIPE';
  if (typeof callback === 'function') process.nextTick(callback, error);
  this.destroy(error);
  return false;
}

// The handle is this socket's from now on.
Socket.prototype._own = function() {
  this._handle[kOwner] = this;
};

Socket.prototype._open = function(fd) {
  this._handle = handleForDescriptor(fd, false);
  const status = this._handle.open(fd);
  if (status < 0) throw errnoException(status, 'open');
};

/**
 * connect(options), connect(path), connect(port, host), each with a listener for 'connect'.
 * @returns {Socket}
 */
Socket.prototype.connect = function(...args) {
  const { options, callback } = readArguments(args);
  if (options.port === undefined && options.path == null) {
    throw new ERR_MISSING_ARGS(['options', 'port', 'path']);
  }
  if (this.write !== Socket.prototype.write && this.write === writeAfterEnd) {
    this.write = Socket.prototype.write;
  }
  if (this.destroyed) {
    this._undestroy();
    this._handle = null;
    this._peername = undefined;
    this._sockname = undefined;
  }
  const isPipe = Boolean(options.path);
  if (!this._handle) {
    this._handle = isPipe ? new Pipe() : new TCP();
    this._own();
  }
  if (callback !== null) this.once('connect', callback);
  if (this._parent?.connecting) return this;
  this._unrefTimer();
  this.connecting = true;
  if (isPipe) {
    validateString(options.path, 'options.path');
    connectToPath(this, options.path);
  } else {
    connectToHost(this, options);
  }
  return this;
};

/** The connection stands, or does not. For net/connect. */
Socket.prototype._connected = function(error) {
  if (this.destroyed) return;
  this.connecting = false;
  this._sockname = null;
  if (error) return void this.destroy(error);
  this._unrefTimer();
  if (this[kNoDelay]) this._handle.setNoDelay?.(true);
  if (this[kKeepAlive]) this._handle.setKeepAlive?.(true, this[kKeepAliveDelay]);
  this.emit('connect');
  this.emit('ready');
  // Nobody else may start reading: of an end that comes at once, too.
  if (!this.isPaused()) this.read(0);
};

/** Another handle takes the place of one that did not connect. For net/connect. */
Socket.prototype._replaceHandle = function(handle) {
  this._handle?.close();
  this._handle = handle;
  this._own();
};

// Bytes came. False: enough for now.
Socket.prototype._take = function(bytes) {
  const onread = this[kOnRead];
  if (onread === undefined) return this.push(bytes);
  while (bytes.length > 0) {
    const { buffer } = onread;
    const size = Math.min(bytes.length, buffer.length);
    buffer.set(bytes.subarray(0, size));
    bytes = bytes.subarray(size);
    const wantsMore = onread.callback.call(this, size, buffer) !== false &&
      (this._handle === null || this._handle.reading !== false);
    onread.buffer = onread.next();
    if (!wantsMore) {
      onread.rest = bytes.length > 0 ? bytes : null;
      return false;
    }
    if (this.destroyed || !(onread.buffer?.length > 0)) return true;
  }
  return true;
};

Socket.prototype._startReading = function() {
  const onread = this[kOnRead];
  if (!onread?.rest) return startReading(this);
  const rest = onread.rest;
  onread.rest = null;
  this._handle.reading = true;
  process.nextTick(() => {
    if (!this._handle) return;
    if (this._take(rest)) startReading(this);
    else stopReading(this);
  });
};

Socket.prototype._read = function(size) {
  if (this.connecting || !this._handle) {
    this.once('connect', () => this._read(size));
  } else if (!this._handle.reading) {
    this._startReading();
  }
};

// Not through the stream's buffers, which would fill up first.
const readsAside = (socket) => (socket[kOnRead] || socket[kReader]) && !socket.connecting;

Socket.prototype.pause = function() {
  if (readsAside(this) && this._handle?.reading) stopReading(this);
  return Reflect.apply(Duplex.prototype.pause, this, []);
};

Socket.prototype.resume = function() {
  if (readsAside(this) && this._handle && !this._handle.reading) this._startReading();
  return Reflect.apply(Duplex.prototype.resume, this, []);
};

Socket.prototype.read = function(size) {
  if (this[kOnRead] && !this.connecting && this._handle && !this._handle.reading) {
    this._startReading();
  }
  return Reflect.apply(Duplex.prototype.read, this, [size]);
};

for (const [name, add] of [
  ['on', Duplex.prototype.on],
  ['addListener', Duplex.prototype.addListener],
  ['prependListener', Duplex.prototype.prependListener],
]) {
  Socket.prototype[name] = function(type, listener) {
    if (this[kReader] !== null && (type === 'data' || type === 'readable')) this[kReader]();
    return Reflect.apply(add, this, [type, listener]);
  };
}

// Writing waits for the connection; so does what ends it.
function whenConnected(socket, go, callback) {
  const onClose = () => callback(new ERR_SOCKET_CLOSED_BEFORE_CONNECTION());
  socket.once('connect', () => {
    socket.off('close', onClose);
    go();
  });
  socket.once('close', onClose);
}

Socket.prototype._writeGeneric = function(many, data, encoding, callback) {
  if (this.connecting) {
    this._pendingData = data;
    this._pendingEncoding = encoding;
    whenConnected(this, () => this._writeGeneric(many, data, encoding, callback), callback);
    return;
  }
  this._pendingData = null;
  this._pendingEncoding = '';
  if (!this._handle) return void callback(new ERR_SOCKET_CLOSED());
  this._unrefTimer();
  if (this[kEarly] !== null && this[kEarly].isOut) waitForEarly(this, callback);
  else if (many) writeMany(this, data, callback);
  else if (write(this, data, encoding, callback)) return void (this[kLastQueueSize] = 0);
  if (this._handle) this[kLastQueueSize] = this._handle.writeQueueSize;
};

// What writeNow() wrote in part goes through the stream as well, and ends there once it has left.
// One for each socket, as there is one at a time: isOut until the stream has taken it over.
function makeEarly(socket) {
  const early = { isOut: false, status: undefined, callback: undefined, onWritten: undefined };
  early.onWritten = (status) => {
    early.status = status;
    if (early.callback !== undefined) settleEarly(socket, early);
  };
  return early;
}

function waitForEarly(socket, callback) {
  const early = socket[kEarly];
  early.isOut = false;
  early.callback = callback;
  if (early.status !== undefined) settleEarly(socket, early);
}

function settleEarly(socket, early) {
  const { status, callback } = early;
  early.callback = undefined;
  if (!socket.destroyed && status < 0) return callback(errnoException(status, 'write'));
  socket._unrefTimer();
  callback(null);
}

/**
 * Writes text and, unless it is empty, what follows it past the stream, when nothing waits there: the
 * quickest way for who has all there is to say. It leaves at once or, where other events are ready,
 * with what those write (host/io/late_writes.h). Later `callback(argument)` is called in
 * any case. False: nothing was done, use write().
 */
function writeNow(socket, head, headEncoding, body, bodyEncoding, callback, argument) {
  const { _handle: handle, _writableState: state } = socket;
  if (!(handle instanceof TCP) || socket.connecting || socket.write !== Socket.prototype.write ||
      socket._writev !== Socket.prototype._writev || state.length > 0 || state.corked > 0 ||
      state.ending || state.destroyed) {
    return false;
  }
  const early = (socket[kEarly] ??= makeEarly(socket));
  const status = handle.writeSoon(head, numberFor(head, headEncoding), body,
    numberFor(body, bodyEncoding), early.onWritten);
  if (status === 0) {
    socket._unrefTimer();
    process.nextTick(callback, argument);
    return true;
  }
  // Not all of it, or nothing: the stream waits, or tells of the error.
  early.isOut = true;
  early.status = status < 0 ? status : undefined;
  const onDone = () => callback(argument);
  if (body === '') {
    socket.write(head, headEncoding, onDone);
  } else {
    socket.cork();
    socket.write(head, headEncoding);
    socket.write(body, bodyEncoding, onDone);
    socket.uncork();
  }
  return true;
}

Socket.prototype._write = function(data, encoding, callback) {
  this._writeGeneric(false, data, encoding, callback);
};

Socket.prototype._writev = function(chunks, callback) {
  this._writeGeneric(true, chunks, '', callback);
};

Socket.prototype._final = function(callback) {
  if (this.connecting) {
    this.once('connect', () => this._final(callback));
  } else if (this._handle) {
    shutdown(this, callback);
  } else {
    callback();
  }
};

Socket.prototype.end = function(data, encoding, callback) {
  Reflect.apply(Duplex.prototype.end, this, [data, encoding, callback]);
  return this;
};

/** Ends it, and closes it once all has been written. */
Socket.prototype.destroySoon = function() {
  if (this.writable) this.end();
  if (this.writableFinished) this.destroy();
  else this.once('finish', this.destroy);
};

/** Closes with a RST, so that the other end sees an error. */
Socket.prototype.resetAndDestroy = function() {
  if (!this._handle) {
    this.destroy(new ERR_SOCKET_CLOSED());
    return this;
  }
  if (!(this._handle instanceof TCP)) throw new ERR_INVALID_HANDLE_TYPE();
  if (this.connecting) this.once('connect', () => this._reset());
  else this._reset();
  return this;
};

Socket.prototype._reset = function() {
  this.resetAndClosing = true;
  return this.destroy();
};

Socket.prototype._destroy = function(error, callback) {
  this.connecting = false;
  for (let socket = this; socket !== null; socket = socket._parent) {
    if (socket[kTimeout]) clearTimer(socket[kTimeout]);
  }
  if (this._handle) {
    this._closeHandle(Boolean(error));
    callback(error);
  } else {
    callback(error);
    process.nextTick(() => this.emit('close', Boolean(error)));
  }
  const server = this._server;
  if (!server) return;
  server._connections--;
  this._server = null;
  server._emitCloseIfDrained?.();
};

Socket.prototype._closeHandle = function(hadError) {
  const handle = this._handle;
  this[kBytesRead] = handle.bytesRead;
  this[kBytesWritten] = handle.bytesWritten;
  handle[kOwner] = null;
  const onClosed = () => this.emit('close', hadError);
  if (this.resetAndClosing) {
    this.resetAndClosing = false;
    const status = handle.reset(onClosed);
    if (status < 0) {
      handle.close(onClosed);
      this.emit('error', errnoException(status, 'reset'));
    }
  } else {
    handle.close(onClosed);
  }
  this._handle = null;
  this._sockname = null;
};

/**
 * The handle, which goes to another process: here it is read no more, and its server does not count
 * it. The socket is not closed by that.
 */
Socket.prototype._giveHandle = function() {
  const handle = this._handle;
  this[kReader]?.();
  stopReading(this);
  handle[kOwner] = null;
  this._handle = null;
  this.setTimeout(0);
  if (this.parser) this.destroy();  // Of http, which has more of it.
  if (this._server) this._server._connections--;
  this._server = null;
  return handle;
};

// Something happened: the time without anything begins anew. The timer finds out when it runs.
Socket.prototype._unrefTimer = function() {
  for (let socket = this; socket !== null; socket = socket._parent) {
    if (socket[kTimeout] === null || socket[kLimit] === 0) continue;
    socket[kActiveAt] = now();
    if (socket[kTimeout]._destroyed) startTimer(socket, socket[kLimit]);
  }
};

function startTimer(socket, ms) {
  socket[kTimeout] = new Timeout(() => onTimer(socket), ms, undefined, false, false);
}

// When no timeout is wanted any more the timer stays: one is wanted again soon on a connection that
// waits for its next request.
function onTimer(socket) {
  if (socket[kLimit] === 0) {
    socket[kTimeout] = null;
    return;
  }
  const left = socket[kActiveAt] + socket[kLimit] - now();
  if (left > 0) startTimer(socket, left);
  else socket._onTimeout();
}

/** Emits 'timeout' after so many milliseconds without anything read or written; 0: never. */
Socket.prototype.setTimeout = function(ms, callback) {
  if (this.destroyed) return this;
  this.timeout = ms;
  ms = timerDuration(ms, 'msecs');
  if (callback !== undefined) validateFunction(callback, 'callback');
  this[kLimit] = ms;
  if (ms === 0) {
    if (callback !== undefined) this.removeListener('timeout', callback);
    return this;
  }
  const timer = this[kTimeout];
  const time = this[kActiveAt] = now();
  if (timer === null || timer._destroyed) {
    startTimer(this, ms);
  } else if (timer._idleStart + timer._idleTimeout > time + ms) {
    clearTimer(timer);
    startTimer(this, ms);
  }
  if (callback !== undefined) this.once('timeout', callback);
  return this;
};

Socket.prototype._onTimeout = function() {
  // A long write that still moves is no silence.
  if (this[kLastQueueSize] > 0 && this._handle) {
    const { writeQueueSize } = this._handle;
    if (writeQueueSize !== this[kLastQueueSize]) {
      this[kLastQueueSize] = writeQueueSize;
      this._unrefTimer();
      return;
    }
  }
  this.emit('timeout');
};

Socket.prototype.setNoDelay = function(enable) {
  const on = enable === undefined ? true : Boolean(enable);
  if (!this._handle) {
    this[kNoDelay] = on;
  } else if (this._handle.setNoDelay && on !== this[kNoDelay]) {
    this[kNoDelay] = on;
    this._handle.setNoDelay(on);
  }
  return this;
};

Socket.prototype.setKeepAlive = function(enable, initialDelay) {
  const on = Boolean(enable);
  const delay = Math.max(0, ~~(initialDelay / 1000));
  if (!this._handle) {
    this[kKeepAlive] = on;
    this[kKeepAliveDelay] = delay;
    return this;
  }
  if (!this._handle.setKeepAlive) return this;
  if (on !== this[kKeepAlive] || (on && delay !== this[kKeepAliveDelay])) {
    this[kKeepAlive] = on;
    this[kKeepAliveDelay] = delay;
    this._handle.setKeepAlive(on, delay);
  }
  return this;
};

Socket.prototype.ref = function() {
  if (!this._handle) this.once('connect', this.ref);
  else this._handle.ref?.();
  return this;
};

Socket.prototype.unref = function() {
  if (!this._handle) this.once('connect', this.unref);
  else this._handle.unref?.();
  return this;
};

Socket.prototype.address = function() {
  return this._getsockname();
};

Socket.prototype._getsockname = function() {
  if (!this._handle?.getsockname) return {};
  if (!this._sockname) {
    const found = this._handle.getsockname();
    if (typeof found === 'number') return {};
    this._sockname = found;
  }
  return this._sockname;
};

Socket.prototype._getpeername = function() {
  if (!this._handle?.getpeername || this.connecting) return this._peername ?? {};
  if (!this._peername) {
    const found = this._handle.getpeername();
    if (typeof found === 'number') return {};
    this._peername = found;
  }
  return this._peername;
};

const sizeOf = (chunk, encoding) => (
  typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.length);

function readyState(socket) {
  if (socket.connecting) return 'opening';
  if (socket.readable && socket.writable) return 'open';
  if (socket.readable) return 'readOnly';
  return socket.writable ? 'writeOnly' : 'closed';
}

function bytesWritten(socket) {
  const waiting = socket.writableBuffer;
  if (!waiting) return undefined;
  let bytes = socket._bytesDispatched;
  for (const { chunk, encoding } of waiting) bytes += sizeOf(chunk, encoding);
  const pending = socket._pendingData;
  if (Array.isArray(pending)) {
    for (const { chunk, encoding } of pending) bytes += sizeOf(chunk, encoding);
  } else if (pending) {
    bytes += sizeOf(pending, socket._pendingEncoding);
  }
  return bytes;
}

const getters = {
  _connecting: (socket) => socket.connecting,
  pending: (socket) => !socket._handle || socket.connecting,
  readyState,
  bufferSize: (socket) => (socket._handle ? socket.writableLength : undefined),
  bytesRead: (socket) => (socket._handle ? socket._handle.bytesRead : socket[kBytesRead]),
  bytesWritten,
  _bytesDispatched: (socket) => (
    socket._handle ? socket._handle.bytesWritten : socket[kBytesWritten]),
  remoteAddress: (socket) => socket._getpeername().address,
  remoteFamily: (socket) => socket._getpeername().family,
  remotePort: (socket) => socket._getpeername().port,
  localAddress: (socket) => socket._getsockname().address,
  localFamily: (socket) => socket._getsockname().family,
  localPort: (socket) => socket._getsockname().port,
};
for (const [name, get] of Object.entries(getters)) {
  Object.defineProperty(Socket.prototype, name, {
    __proto__: null, configurable: false, enumerable: true, get() { return get(this); },
  });
}

// A socket of a server: connected from the start. For net/server.
function adopt(server, handle) {
  const socket = new Socket({
    handle,
    allowHalfOpen: server.allowHalfOpen,
    pauseOnCreate: server.pauseOnConnect,
    readable: true,
    writable: true,
    readableHighWaterMark: server.highWaterMark,
    writableHighWaterMark: server.highWaterMark,
  });
  if (server.noDelay && handle.setNoDelay) {
    socket[kNoDelay] = true;
    handle.setNoDelay(true);
  }
  if (server.keepAlive && handle.setKeepAlive) {
    socket[kKeepAlive] = true;
    socket[kKeepAliveDelay] = server.keepAliveInitialDelay;
    handle.setKeepAlive(true, server.keepAliveInitialDelay);
  }
  socket.server = server;
  socket._server = server;
  return socket;
}

module.exports = { Socket, adopt, writeNow };

'use strict';
// SPDX-License-Identifier: MIT

// Server: takes connections and makes a Socket of each.

const { Pipe, UV_READABLE, UV_WRITABLE } = internalBinding('pipe');
const { TCP } = internalBinding('tcp');
const { UV_EADDRINUSE } = internalBinding('uv');
const { ofWorker } = require('cluster/role');
const dns = require('dns');
const EventEmitter = require('events');
const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_SERVER_ALREADY_LISTEN, ERR_SERVER_NOT_RUNNING,
  },
} = require('internal/errors');
const channels = require('internal/channels');
const { errnoException, exceptionWithHostPort } = require('internal/error-system');
const { getDefaultHighWaterMark } = require('stream');
const {
  validateAbortSignal, validateFunction, validateNumber, validatePort,
} = require('internal/validate');
const { isPath, readArguments, toNumber } = require('net/arguments');
const { kOwner } = require('net/handles');
const { IPV6ONLY, listen } = require('net/listen');
const { Socket, adopt } = require('net/socket');

function readOptions(options) {
  if (options !== undefined && options !== null && typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
  }
  options = { ...options };
  if (options.keepAliveInitialDelay !== undefined) {
    validateNumber(options.keepAliveInitialDelay, 'options.keepAliveInitialDelay');
    options.keepAliveInitialDelay = Math.max(0, options.keepAliveInitialDelay);
  }
  if (options.highWaterMark !== undefined) {
    validateNumber(options.highWaterMark, 'options.highWaterMark');
    if (options.highWaterMark < 0) options.highWaterMark = undefined;
  }
  return options;
}

/**
 * @param {object} [options] allowHalfOpen, pauseOnConnect, noDelay, keepAlive,
 *     keepAliveInitialDelay, highWaterMark
 * @param {(socket: Socket) => void} [listener] of 'connection'
 */
function Server(options, listener) {
  if (!(this instanceof Server)) return new Server(options, listener);
  Reflect.apply(EventEmitter, this, [typeof options === 'function' ? undefined : options]);
  if (typeof options === 'function') [options, listener] = [undefined, options];
  options = readOptions(options);
  if (typeof listener === 'function') this.on('connection', listener);

  this._connections = 0;
  this._handle = null;
  this._pipeName = undefined;
  this._unref = false;
  this.allowHalfOpen = options.allowHalfOpen || false;
  this.pauseOnConnect = Boolean(options.pauseOnConnect);
  this.noDelay = Boolean(options.noDelay);
  this.keepAlive = Boolean(options.keepAlive);
  this.keepAliveInitialDelay = ~~(options.keepAliveInitialDelay / 1000);
  this.highWaterMark = options.highWaterMark ?? getDefaultHighWaterMark(false);
}
Object.setPrototypeOf(Server.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Server, EventEmitter);

// What 'drop' tells of a connection that was one too many.
function describeDropped(handle) {
  const told = {};
  const add = (end, found) => {
    if (typeof found === 'number') return;
    told[`${end}Address`] = found.address;
    told[`${end}Port`] = found.port;
    told[`${end}Family`] = found.family;
  };
  add('local', handle.getsockname());
  add('remote', handle.getpeername());
  return told;
}

// `this` is the server's handle.
function accept(status) {
  if (status < 0) return this.onconnection(status);
  const handle = this instanceof TCP ? new TCP() : new Pipe();
  const accepted = this.accept(handle);
  if (accepted < 0) handle.close();
  this.onconnection(accepted, handle);
}

function onConnection(status, handle) {
  const server = this[kOwner];
  if (status < 0) return void server.emit('error', errnoException(status, 'accept'));
  if (server.maxConnections != null && server._connections >= server.maxConnections) {
    if (handle instanceof TCP) server.emit('drop', describeDropped(handle));
    else server.emit('drop');
    handle.close();
    return;
  }
  const socket = adopt(server, handle);
  server._connections++;
  server.emit('connection', socket);
  channels.publish('net.server.socket', () => ({ socket }));
}

// What a worker of a cluster asks its primary for.
function queryOf({ fd, path, address, port, family = 4, flags = 0, backlog, ...more }) {
  if (fd !== undefined) return { address: null, port: null, addressType: null, fd, backlog };
  if (path !== undefined) return { address: path, port: -1, addressType: -1, backlog, ...more };
  return { address: address ?? null, port, addressType: family, flags, backlog };
}

// The handle may have been bound to another port: the system says so to who listens only.
function isElsewhere(handle, port) {
  if (!(port > 0) || !handle.getsockname) return false;
  const found = handle.getsockname();
  return typeof found === 'object' && found.port !== port;
}

function listenByPrimary(server, place) {
  const query = queryOf(place);
  ofWorker()._getServer(server, query, (status, handle) => {
    if (status === 0 && isElsewhere(handle, query.port)) {
      handle.close();
      status = UV_EADDRINUSE;
    }
    if (status === 0) return void server._listen({ ...place, handle });
    const { address, port } = query;
    server.emit('error', exceptionWithHostPort(status, 'bind', address, port));
  });
}

// Binds at once; that it listens, or why not, is told later.
Server.prototype._listen = function(place) {
  if (place.handle === undefined && !place.exclusive && ofWorker()) {
    return listenByPrimary(this, place);
  }
  try {
    this._handle = listen(place, accept);
  } catch (error) {
    process.nextTick(() => this.emit('error', error));
    return;
  }
  this._handle[kOwner] = this;
  this._handle.onconnection = onConnection;
  this._connectionKey = `${place.family ?? -1}:${place.address ?? place.path}:${place.port ?? -1}`;
  if (this._unref) this.unref();
  process.nextTick(() => {
    if (this._handle) this.emit('listening');
  });
};

function closeOnAbort(server, signal) {
  if (signal === undefined) return;
  validateAbortSignal(signal, 'options.signal');
  const onAbort = () => server.close();
  if (signal.aborted) return void process.nextTick(onAbort);
  signal.addEventListener('abort', onAbort);
  server.once('close', () => signal.removeEventListener('abort', onAbort));
}

function listenOnPort(server, options, backlog) {
  validatePort(options.port, 'options.port');
  const place = {
    port: options.port | 0,
    backlog: options.backlog || backlog,
    exclusive: options.exclusive,
    flags: options.ipv6Only === true ? IPV6ONLY : 0,
  };
  if (!options.host) return server._listen(place);
  dns.lookup(options.host, (error, address, family) => {
    if (error) server.emit('error', error);
    else server._listen({ ...place, address, family: address ? family : 4 });
  });
}

function listenOnPath(server, options, backlog) {
  server._pipeName = options.path;
  const { exclusive, readableAll, writableAll } = options;
  server._listen({
    path: options.path, backlog: options.backlog || backlog, exclusive, readableAll, writableAll,
  });
  if (!server._handle) return;
  const mode = (options.readableAll === true ? UV_READABLE : 0) |
    (options.writableAll === true ? UV_WRITABLE : 0);
  const status = mode === 0 ? 0 : server._handle.fchmod(mode);
  if (status === 0) return;
  server._handle.close();
  server._handle = null;
  throw errnoException(status, 'uv_pipe_chmod');
}

// An object that has a handle, is one, or is just options.
const unwrapHandle = (options) => options._handle || options.handle || options;

/**
 * listen(port, host, backlog), listen(path, backlog), listen(options), listen(handle), each with a
 * listener for 'listening'.
 * @returns {Server}
 */
Server.prototype.listen = function(...args) {
  const { options: given, callback } = readArguments(args);
  if (this._handle) throw new ERR_SERVER_ALREADY_LISTEN();
  if (callback !== null) this.once('listening', callback);
  const backlog = toNumber(args.length > 1 && args[1]) || toNumber(args.length > 2 && args[2]);
  const options = unwrapHandle(given);
  if (options instanceof TCP || options instanceof Pipe) {
    this._listen({ handle: options, backlog });
    return this;
  }
  closeOnAbort(this, options.signal);
  if (typeof options.fd === 'number' && options.fd >= 0) {
    this._listen({ fd: options.fd, backlog });
    return this;
  }
  const anyPort = args.length === 0 || typeof args[0] === 'function' ||
    (options.port === undefined && 'port' in options) || options.port === null;
  if (anyPort) options.port = 0;
  if (typeof options.port === 'number' || typeof options.port === 'string') {
    listenOnPort(this, options, backlog);
  } else if (options.path && isPath(options.path)) {
    listenOnPath(this, options, backlog);
  } else if ('port' in options || 'path' in options) {
    throw new ERR_INVALID_ARG_VALUE('options', options);
  } else {
    throw new ERR_INVALID_ARG_VALUE('options', options, 'must have the property "port" or "path"');
  }
  return this;
};

/** Takes no more connections; 'close' comes once those that are open have ended. */
Server.prototype.close = function(callback) {
  if (typeof callback === 'function') {
    if (this._handle) this.once('close', callback);
    else this.once('close', () => callback(new ERR_SERVER_NOT_RUNNING()));
  }
  if (this._handle) {
    this._handle.close();
    this._handle = null;
  }
  // Sockets that went to other processes count until they are closed there.
  for (const list of this._workers ?? []) {
    this._connections++;
    list.close(() => {
      this._connections--;
      this._emitCloseIfDrained();
    });
  }
  this._emitCloseIfDrained();
  return this;
};

// Some of its sockets are in another process, where the list can ask about them.
Server.prototype._setupWorker = function(list) {
  this._workers ??= [];
  this._workers.push(list);
  list.whenGone(() => {
    const at = this._workers.indexOf(list);
    if (at >= 0) this._workers.splice(at, 1);
  });
};

Server.prototype._emitCloseIfDrained = function() {
  if (this._handle || this._connections > 0) return;
  process.nextTick(() => this.emit('close'));
};

Server.prototype[Symbol.asyncDispose] = function() {
  if (!this._handle) return Promise.resolve();
  return new Promise((resolve, reject) => {
    this.close((error) => (error ? reject(error) : resolve()));
  });
};

Server.prototype.getConnections = function(callback) {
  validateFunction(callback, 'callback');
  const lists = this._workers ?? [];
  if (lists.length === 0) {
    process.nextTick(() => callback(null, this._connections));
    return this;
  }
  let [total, left] = [this._connections, lists.length];
  for (const list of lists) {
    list.getConnections((error, count) => {
      total += count;
      if (--left === 0) callback(null, total);
    });
  }
  return this;
};

Server.prototype.address = function() {
  if (this._handle?.getsockname) {
    const found = this._handle.getsockname();
    if (typeof found === 'number') throw errnoException(found, 'address');
    return found;
  }
  return this._pipeName ?? null;
};

Server.prototype.ref = function() {
  this._unref = false;
  this._handle?.ref();
  return this;
};

Server.prototype.unref = function() {
  this._unref = true;
  this._handle?.unref();
  return this;
};

Server.prototype[EventEmitter.captureRejectionSymbol] = function(error, event, socket) {
  if (event === 'connection') socket.destroy(error);
  else this.emit('error', error);
};

Object.defineProperty(Server.prototype, 'listening', {
  __proto__: null, configurable: true, enumerable: true,
  get() { return Boolean(this._handle); },
});

module.exports = { Server };

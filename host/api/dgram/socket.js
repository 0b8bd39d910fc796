'use strict';
// SPDX-License-Identifier: MIT

// Socket of dgram: binding, connecting, sending, receiving. The options of the system's socket are
// dgram/options'.

const { UDP, UV_UDP_IPV6ONLY, UV_UDP_REUSEADDR } = internalBinding('dgram');
const { guessHandleType } = internalBinding('tty');
const { ofWorker } = require('cluster/role');
const { FastBuffer } = require('buffer/class');
const dns = require('dns');
const EventEmitter = require('events');
const { readSend, totalSize } = require('dgram/send');
const {
  codes: {
    ERR_INVALID_FD_TYPE, ERR_SOCKET_ALREADY_BOUND, ERR_SOCKET_BAD_TYPE,
    ERR_SOCKET_DGRAM_IS_CONNECTED, ERR_SOCKET_DGRAM_NOT_CONNECTED, ERR_SOCKET_DGRAM_NOT_RUNNING,
  },
} = require('internal/errors');
const channels = require('internal/channels');
const { errnoException, exceptionWithHostPort } = require('internal/error-system');
const {
  validateAbortSignal, validateFunction, validateNumber, validatePort, validateString, validateUint32,
} = require('internal/validate');

const UNBOUND = 0;
const BINDING = 1;
const BOUND = 2;
const DISCONNECTED = 0;
const CONNECTING = 1;
const CONNECTED = 2;

// Of a socket: its state; of a handle: whose it is.
const kState = Symbol('state');
const kOwner = Symbol('owner');

function makeState(type, options) {
  if (type !== 'udp4' && type !== 'udp6') throw new ERR_SOCKET_BAD_TYPE();
  if (options.lookup !== undefined) validateFunction(options.lookup, 'lookup');
  for (const name of ['recvBufferSize', 'sendBufferSize']) {
    if (options[name] !== undefined) validateUint32(options[name], `options.${name}`);
  }
  return {
    handle: new UDP(),
    family: type === 'udp6' ? 6 : 4,
    lookup: options.lookup ?? dns.lookup,
    reuseAddr: options.reuseAddr,
    ipv6Only: options.ipv6Only,
    recvBufferSize: options.recvBufferSize,
    sendBufferSize: options.sendBufferSize,
    bindState: UNBOUND,
    connectState: DISCONNECTED,
    receiving: false,
    queue: undefined,  // What waits until it is bound.
  };
}

function closeOnAbort(socket, signal) {
  if (signal === undefined) return;
  validateAbortSignal(signal, 'options.signal');
  const onAbort = () => {
    if (socket[kState].handle) socket.close();
  };
  if (signal.aborted) return onAbort();
  signal.addEventListener('abort', onAbort);
  socket.once('close', () => signal.removeEventListener('abort', onAbort));
}

/**
 * @param {'udp4' | 'udp6' | object} type or options: type, reuseAddr, ipv6Only, recvBufferSize,
 *     sendBufferSize, lookup, signal
 * @param {(message: Buffer, from: object) => void} [listener]
 */
function Socket(type, listener) {
  Reflect.apply(EventEmitter, this, []);
  const options = type !== null && typeof type === 'object' ? type : {};
  this.type = type !== null && typeof type === 'object' ? type.type : type;
  this[kState] = makeState(this.type, options);
  this[kState].handle[kOwner] = this;
  if (typeof listener === 'function') this.on('message', listener);
  closeOnAbort(this, options.signal);
  channels.publish('udp.socket', () => ({ socket: this }));
}
Object.setPrototypeOf(Socket.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Socket, EventEmitter);

/** The handle; throws when the socket is closed. */
function handleOf(socket) {
  const { handle } = socket[kState];
  if (!handle) throw new ERR_SOCKET_DGRAM_NOT_RUNNING();
  return handle;
}

// `this` is the handle.
function onMessage(size, arrayBuffer, address, port) {
  const socket = this[kOwner];
  if (size < 0) return void socket.emit('error', errnoException(size, 'recvmsg'));
  const message = new FastBuffer(arrayBuffer);
  const family = socket[kState].family === 6 ? 'IPv6' : 'IPv4';
  socket.emit('message', message, { address, family, port, size });
}

function startListening(socket) {
  const state = socket[kState];
  state.handle.recvStart(onMessage);
  state.receiving = true;
  state.bindState = BOUND;
  if (state.recvBufferSize) socket.setRecvBufferSize(state.recvBufferSize);
  if (state.sendBufferSize) socket.setSendBufferSize(state.sendBufferSize);
  socket.emit('listening');
}

// Literal addresses, too, take the way through lookup().
function lookUp(socket, address, callback) {
  const { family, lookup } = socket[kState];
  lookup(address || (family === 6 ? '::1' : '127.0.0.1'), family, callback);
}

function bindFailed(socket, error) {
  socket[kState].bindState = UNBOUND;
  socket.emit('error', error);
}

// The socket goes on with another handle, which is bound already.
function replaceHandle(socket, handle) {
  const state = socket[kState];
  state.handle.close();
  handle[kOwner] = socket;
  state.handle = handle;
}

// A worker of a cluster has its sockets bound by the primary, and shares them with other workers.
function bindByPrimary(socket, query, onError) {
  const state = socket[kState];
  ofWorker()._getServer(socket, { addressType: socket.type, ...query }, (status, handle) => {
    if (!state.handle) return void handle?.close();  // Closed meanwhile.
    if (status < 0) return void onError(status);
    replaceHandle(socket, handle);
    startListening(socket);
  });
}

function flagsOf({ reuseAddr, ipv6Only }) {
  return (reuseAddr ? UV_UDP_REUSEADDR : 0) | (ipv6Only ? UV_UDP_IPV6ONLY : 0);
}

function bindTo(socket, ip, port, exclusive) {
  if (ofWorker() && !exclusive) {
    const query = { address: ip, port: port || 0, fd: -1, flags: flagsOf(socket[kState]) };
    return bindByPrimary(socket, query, (status) => {
      bindFailed(socket, exceptionWithHostPort(status, 'bind', ip, port));
    });
  }
  bindHere(socket, (handle) => handle.bind(ip, port || 0, flagsOf(socket[kState])), ip, port);
}

function bindHere(socket, bind, ip, port) {
  const state = socket[kState];
  try {
    const status = bind(state.handle);
    if (status < 0) return bindFailed(socket, exceptionWithHostPort(status, 'bind', ip, port));
  } catch (error) {
    return bindFailed(socket, error);  // Refused.
  }
  startListening(socket);
}

function whenBound(socket, callback) {
  const forget = () => {
    socket.removeListener('error', forget);
    socket.removeListener('listening', onListening);
  };
  const onListening = () => {
    forget();
    callback.call(socket);
  };
  socket.on('error', forget);
  socket.on('listening', onListening);
}

// In a worker of a cluster the descriptor is one of the primary's.
function openDescriptor(socket, { fd, exclusive }) {
  if (ofWorker() && !exclusive) {
    return bindByPrimary(socket, { address: null, port: null, fd, flags: 0 }, (status) => {
      bindFailed(socket, errnoException(status, 'open'));
    });
  }
  const type = guessHandleType(fd);
  if (type !== 'UDP') throw new ERR_INVALID_FD_TYPE(type);
  const status = handleOf(socket).open(fd);
  if (status < 0) throw errnoException(status, 'open');
  startListening(socket);
}

// It sends without having been bound: to any port.
function bindImplicitly(socket) {
  socket[kState].bindState = BINDING;
  const any = socket[kState].family === 6 ? '::' : '0.0.0.0';
  lookUp(socket, any, (error, ip) => {
    if (!socket[kState].handle) return;
    if (error) bindFailed(socket, error);
    else bindHere(socket, (handle) => handle.bindToSend(socket[kState].family), ip, 0);
  });
}

/** bind(port, address, callback), bind(options, callback): 'listening' comes once it is bound. */
Socket.prototype.bind = function(...args) {
  const state = this[kState];
  handleOf(this);
  if (state.bindState !== UNBOUND) throw new ERR_SOCKET_ALREADY_BOUND();
  state.bindState = BINDING;
  const callback = args[args.length - 1];
  if (typeof callback === 'function') whenBound(this, callback);

  let [port, address] = args;
  let exclusive = false;
  if (port instanceof UDP) {
    replaceHandle(this, port);
    startListening(this);
    return this;
  }
  if (port !== null && typeof port === 'object') {
    if (Number.isInteger(port.fd) && port.fd > 0) {
      openDescriptor(this, port);
      return this;
    }
    ({ port, address, exclusive } = port);
  }
  if (!address || typeof address === 'function') address = state.family === 6 ? '::' : '0.0.0.0';
  lookUp(this, address, (error, ip) => {
    if (!state.handle) return;  // Closed meanwhile.
    if (error) bindFailed(this, error);
    else bindTo(this, ip, typeof port === 'function' ? 0 : port, exclusive);
  });
  return this;
};

// Runs once it is bound, or never.
function enqueue(socket, action) {
  const state = socket[kState];
  if (state.queue !== undefined) return void state.queue.push(action);
  state.queue = [action];
  const onError = () => {
    socket.removeListener('listening', onListening);
    state.queue = undefined;
  };
  const onListening = () => {
    socket.removeListener(EventEmitter.errorMonitor, onError);
    const { queue } = state;
    state.queue = undefined;
    for (const go of queue) go();
  };
  socket.once(EventEmitter.errorMonitor, onError);
  socket.once('listening', onListening);
}

function finishConnect(socket, error, ip, address, port, callback) {
  const state = socket[kState];
  if (!state.handle) return;
  if (!error) {
    try {
      const status = state.handle.connect(ip, port);
      if (status < 0) error = exceptionWithHostPort(status, 'connect', address, port);
    } catch (refused) {
      error = refused;
    }
  }
  if (error) {
    state.connectState = DISCONNECTED;
    process.nextTick(() => {
      if (!callback) return void socket.emit('error', error);
      socket.removeListener('connect', callback);
      callback(error);
    });
    return;
  }
  state.connectState = CONNECTED;
  process.nextTick(() => socket.emit('connect'));
}

/** Sends to, and hears from, that address only. */
Socket.prototype.connect = function(port, address, callback) {
  port = validatePort(port, 'Port', false);
  if (typeof address === 'function') [callback, address] = [address, ''];
  else if (address === undefined) address = '';
  validateString(address, 'address');
  const state = this[kState];
  if (state.connectState !== DISCONNECTED) throw new ERR_SOCKET_DGRAM_IS_CONNECTED();
  state.connectState = CONNECTING;
  const go = () => {
    if (callback) this.once('connect', callback);
    lookUp(this, address, (error, ip) => finishConnect(this, error, ip, address, port, callback));
  };
  if (state.bindState === UNBOUND) bindImplicitly(this);
  if (state.bindState === BOUND) go();
  else enqueue(this, go);
};

Socket.prototype.disconnect = function() {
  const state = this[kState];
  if (state.connectState !== CONNECTED) throw new ERR_SOCKET_DGRAM_NOT_CONNECTED();
  const status = state.handle.disconnect();
  if (status < 0) throw errnoException(status, 'connect');
  state.connectState = DISCONNECTED;
};

function trySend(handle, list, ip, port, done) {
  try {
    return port === undefined ? handle.send(list, undefined, undefined, done)
      : handle.send(list, ip, port, done);
  } catch (error) {
    return error;  // Refused.
  }
}

function finishSend(socket, error, ip, { list, address, port, callback }) {
  if (error) {
    process.nextTick(() => {
      if (callback) callback(error);
      else socket.emit('error', error);
    });
    return;
  }
  const { handle } = socket[kState];
  if (!handle) return;
  const failed = (status) => exceptionWithHostPort(status, 'send', address, port);
  const size = callback === undefined ? 0 : totalSize(list);
  const status = trySend(handle, list, ip, port, (outcome) => {
    if (outcome < 0) callback?.(failed(outcome));
    else callback?.(null, size);
  });
  // A failure that nobody asked about is not told: datagrams get lost.
  if (status === 1) return;
  if (typeof status === 'object') finishSend(socket, status, ip, { callback });
  else if (callback) process.nextTick(callback, status < 0 ? failed(status) : null, size);
}

/** send(message, offset, length, port, address, callback); most of it may be left out. */
Socket.prototype.send = function(...args) {
  const state = this[kState];
  const connected = state.connectState === CONNECTED;
  const what = readSend(args, connected);
  handleOf(this);
  const go = () => {
    if (connected) finishSend(this, null, undefined, what);
    else lookUp(this, what.address, (error, ip) => finishSend(this, error, ip, what));
  };
  if (state.bindState === UNBOUND) bindImplicitly(this);
  if (state.bindState === BOUND) go();
  else enqueue(this, () => state.handle && go());
};

Socket.prototype.sendto = function(buffer, offset, length, port, address, callback) {
  validateNumber(offset, 'offset');
  validateNumber(length, 'length');
  validateNumber(port, 'port');
  validateString(address, 'address');
  this.send(buffer, offset, length, port, address, callback);
};

Socket.prototype.close = function(callback) {
  const state = this[kState];
  if (typeof callback === 'function') this.on('close', callback);
  if (state.queue !== undefined) {
    state.queue.push(() => this.close());
    return this;
  }
  const handle = handleOf(this);
  state.receiving = false;
  handle.recvStop();
  handle.close();
  state.handle = null;
  process.nextTick(() => this.emit('close'));
  return this;
};

Socket.prototype[Symbol.asyncDispose] = function() {
  if (!this[kState].handle) return Promise.resolve();
  return new Promise((resolve) => this.close(resolve));
};

Socket.prototype.address = function() {
  const found = handleOf(this).getsockname();
  if (typeof found === 'number') throw errnoException(found, 'getsockname');
  return found;
};

Socket.prototype.remoteAddress = function() {
  const handle = handleOf(this);
  if (this[kState].connectState !== CONNECTED) throw new ERR_SOCKET_DGRAM_NOT_CONNECTED();
  const found = handle.getpeername();
  if (typeof found === 'number') throw errnoException(found, 'getpeername');
  return found;
};

Socket.prototype.ref = function() {
  this[kState].handle?.ref();
  return this;
};

Socket.prototype.unref = function() {
  this[kState].handle?.unref();
  return this;
};

module.exports = { Socket, handleOf, kState };

'use strict';
// SPDX-License-Identifier: MIT

// Agent: the connections of clients, shared by requests to the same place and kept for the next one.

const EventEmitter = require('events');
const net = require('net');
const { log } = require('http/log');
const { validateNumber, validateOneOf, validateString } = require('internal/validate');
const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
const { AsyncResource } = require('async_hooks');

const kOnKeylog = Symbol('onkeylog');
const kRequestOptions = Symbol('requestOptions');
const kRequestAsyncResource = Symbol('requestAsyncResource');

// The most that the server's hint of a keep-alive time is shortened by, so that we never race it.
const KEEP_ALIVE_MARGIN_MS = 1000;
const HINT = /^timeout=(\d+)/;

function Agent(options) {
  if (!(this instanceof Agent)) return new Agent(options);
  Reflect.apply(EventEmitter, this, []);
  this.defaultPort = 80;
  this.protocol = 'http:';
  this.options = { __proto__: null, ...options };
  if (this.options.noDelay === undefined) this.options.noDelay = true;
  this.options.path = null;  // A path here would mean a Unix socket.
  this.requests = Object.create(null);     // Name -> requests that wait for a socket.
  this.sockets = Object.create(null);      // Name -> sockets in use.
  this.freeSockets = Object.create(null);  // Name -> sockets that wait for a request.
  this.keepAliveMsecs = this.options.keepAliveMsecs || 1000;
  this.keepAlive = this.options.keepAlive || false;
  this.maxSockets = this.options.maxSockets || Agent.defaultMaxSockets;
  this.maxFreeSockets = this.options.maxFreeSockets || 256;
  this.scheduling = this.options.scheduling || 'lifo';
  this.maxTotalSockets = this.options.maxTotalSockets;
  this.totalSocketCount = 0;
  validateOneOf(this.scheduling, 'scheduling', ['fifo', 'lifo']);
  if (this.maxTotalSockets !== undefined) {
    validateNumber(this.maxTotalSockets, 'maxTotalSockets');
    if (this.maxTotalSockets < 1 || Number.isNaN(this.maxTotalSockets)) {
      throw new ERR_OUT_OF_RANGE('maxTotalSockets', '>= 1', this.maxTotalSockets);
    }
  } else {
    this.maxTotalSockets = Infinity;
  }
  this.on('free', (socket, options) => onFree(this, socket, options));
  this.on('newListener', onNewListener);
}
Object.setPrototypeOf(Agent.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Agent, EventEmitter);

Agent.defaultMaxSockets = Infinity;
Agent.prototype.createConnection = net.createConnection;

// `this`: the agent. What secrets its sockets have is told from the first listener on.
function onNewListener(event) {
  if (event !== 'keylog') return;
  this.removeListener('newListener', onNewListener);
  const agent = this;
  this[kOnKeylog] = function(line) {
    agent.emit('keylog', line, this);
  };
  for (const sockets of Object.values(this.sockets)) {
    for (const socket of sockets) socket.on('keylog', this[kOnKeylog]);
  }
}

// A socket has no request any more: the next one that waits gets it, or it waits itself.
function onFree(agent, socket, options) {
  const name = agent.getName(options);
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const waiting = agent.requests[name];
  if (waiting?.length > 0) {
    const request = waiting.shift();
    if (waiting.length === 0) delete agent.requests[name];
    giveSocket(agent, request, socket);
    return;
  }
  const request = socket._httpMessage;
  if (!request || !request.shouldKeepAlive || !agent.keepAlive) {
    socket.destroy();
    return;
  }
  const free = agent.freeSockets[name] ?? [];
  const count = free.length + (agent.sockets[name]?.length ?? 0);
  if (agent.totalSocketCount > agent.maxTotalSockets || count > agent.maxSockets ||
      free.length >= agent.maxFreeSockets || !agent.keepSocketAlive(socket)) {
    socket.destroy();
    return;
  }
  agent.freeSockets[name] = free;
  socket._httpMessage = null;
  agent.removeSocket(socket, options);
  socket.once('error', onFreeSocketError);
  free.push(socket);
  agent.totalSocketCount++;  // Those that wait count as well.
}

function onFreeSocketError() {
  this.destroy();
  this.emit('agentRemove');
}

/** What sockets are shared by: the place that they lead to. */
Agent.prototype.getName = function(options = {}) {
  let name = `${options.host || 'localhost'}:`;
  if (options.port) name += options.port;
  name += ':';
  if (options.localAddress) name += options.localAddress;
  if (options.family === 4 || options.family === 6) name += `:${options.family}`;
  if (options.socketPath) name += `:${options.socketPath}`;
  return name;
};

// A free socket that still works; the newest or the oldest.
function takeFreeSocket(agent, name) {
  const free = agent.freeSockets[name];
  if (free === undefined) return undefined;
  while (free.length > 0 && free[0].destroyed) {
    free.shift();
    agent.totalSocketCount--;
  }
  const socket = agent.scheduling === 'fifo' ? free.shift() : free.pop();
  if (free.length === 0) delete agent.freeSockets[name];
  return socket;
}

Agent.prototype.addRequest = function(request, options, port, localAddress) {
  if (typeof options === 'string') options = { __proto__: null, host: options, port, localAddress };
  options = { __proto__: null, ...options, ...this.options };
  if (options.socketPath) options.path = options.socketPath;
  normalizeServerName(options, request);
  const name = this.getName(options);
  const used = (this.sockets[name] ??= []);
  const socket = takeFreeSocket(this, name);
  if (socket !== undefined) {
    log('have free socket', name);
    this.reuseSocket(socket, request);
    giveSocket(this, request, socket);
    used.push(socket);
    return;
  }
  const count = used.length + (this.freeSockets[name]?.length ?? 0);
  if (count < this.maxSockets && this.totalSocketCount < this.maxTotalSockets) {
    this.createSocket(request, options, (error, made) => {
      if (error) request.onSocket(made, error);
      else giveSocket(this, request, made);
    });
    return;
  }
  request[kRequestOptions] = options;
  request[kRequestAsyncResource] = new AsyncResource('QueuedRequest');
  (this.requests[name] ??= []).push(request);
};

// TLS asks for the name of the server: the host's, or what the Host header says.
function normalizeServerName(options, request) {
  if (options.servername || options.servername === '') return;
  let name = options.host;
  const header = request?.getHeader('host');
  if (header) {
    validateString(header, 'options.headers.host');
    name = header.startsWith('[') ? header.slice(1, Math.max(header.indexOf(']'), 1))
      : header.split(':', 1)[0];
  }
  options.servername = net.isIP(name) ? '' : name;
}

Agent.prototype.createSocket = function(request, options, callback) {
  options = { __proto__: null, ...options, ...this.options };
  if (options.socketPath) options.path = options.socketPath;
  normalizeServerName(options, request);
  const name = this.getName(options);
  options._agentKey = name;
  options.encoding = null;
  log('createConnection', name);
  let called = false;
  const onCreated = (error, socket) => {
    if (called) return;
    called = true;
    if (error) return callback(error);
    (this.sockets[name] ??= []).push(socket);
    this.totalSocketCount++;
    watchSocket(this, socket, options);
    callback(null, socket);
  };
  // When it is kept, the system looks whether the other side is still there.
  if (this.keepAlive) {
    options.keepAlive = this.keepAlive;
    options.keepAliveInitialDelay = this.keepAliveMsecs;
  }
  const socket = this.createConnection(options, onCreated);
  if (socket) onCreated(null, socket);
};

function watchSocket(agent, socket, options) {
  const onFreed = () => agent.emit('free', socket, options);
  const onClosed = () => agent.removeSocket(socket, options);
  const onTimeout = () => {
    if (Object.values(agent.freeSockets).some((free) => free.includes(socket))) socket.destroy();
  };
  // It is not ours any more: an upgrade took it.
  const onRemove = () => {
    agent.removeSocket(socket, options);
    socket.removeListener('close', onClosed);
    socket.removeListener('free', onFreed);
    socket.removeListener('timeout', onTimeout);
    socket.removeListener('agentRemove', onRemove);
  };
  socket.on('free', onFreed);
  socket.on('close', onClosed);
  socket.on('timeout', onTimeout);
  socket.on('agentRemove', onRemove);
  if (agent[kOnKeylog]) socket.on('keylog', agent[kOnKeylog]);
}

function removeFrom(table, name, socket) {
  const list = table[name];
  const at = list === undefined ? -1 : list.indexOf(socket);
  if (at < 0) return false;
  list.splice(at, 1);
  if (list.length === 0) delete table[name];
  return true;
}

Agent.prototype.removeSocket = function(socket, options) {
  const name = this.getName(options);
  if (removeFrom(this.sockets, name, socket)) this.totalSocketCount--;
  if (!socket.writable && removeFrom(this.freeSockets, name, socket)) this.totalSocketCount--;
  const request = this.requests[name]?.length > 0 ? this.requests[name][0] : firstWaiting(this);
  if (request === undefined || this.totalSocketCount >= this.maxTotalSockets) return;
  const waitingOptions = request[kRequestOptions];
  if ((this.sockets[this.getName(waitingOptions)]?.length ?? 0) >= this.maxSockets) return;
  // There is room for a new one now; the request goes on waiting until a socket is free.
  const resource = request[kRequestAsyncResource];
  this.createSocket(request, waitingOptions, (error, made) => {
    if (error) request.onSocket(null, error);
    else resource.runInAsyncScope(() => made.emit('free'));
  });
};

function firstWaiting(agent) {
  for (const name of Object.keys(agent.requests)) {
    if ((agent.sockets[name]?.length ?? 0) < agent.maxSockets) return agent.requests[name][0];
  }
  return undefined;
}

/** Called for a socket that could wait for a next request; false: it is ended. */
Agent.prototype.keepSocketAlive = function(socket) {
  socket.setKeepAlive(true, this.keepAliveMsecs);
  socket.unref();
  let timeout = this.options.timeout || 0;
  const hint = socket._httpMessage?.res?.headers['keep-alive'];
  const seconds = hint === undefined ? null : HINT.exec(hint);
  if (seconds !== null) {
    // A server that closes it soon is no use.
    const offered = Number(seconds[1]) * 1000 - KEEP_ALIVE_MARGIN_MS;
    if (offered <= 0) return false;
    if (timeout === 0 || offered < timeout) timeout = offered;
  }
  if (socket.timeout !== timeout) socket.setTimeout(timeout);
  return true;
};

/** Called when a socket that waited gets a request. */
Agent.prototype.reuseSocket = function(socket, request) {
  socket.removeListener('error', onFreeSocketError);
  request.reusedSocket = true;
  socket.ref();
};

/** Ends all sockets that wait for a request, and those in use. */
Agent.prototype.destroy = function() {
  for (const table of [this.freeSockets, this.sockets]) {
    for (const list of Object.values(table)) for (const socket of [...list]) socket.destroy();
  }
};

function giveSocket(agent, request, socket) {
  request.onSocket(socket);
  const timeout = agent.options.timeout || 0;
  // The request's own is set once it has its socket; a stream of somebody else's may know none.
  if (request.timeout === undefined && (socket.timeout ?? 0) !== timeout) socket.setTimeout?.(timeout);
}

const globals = { agent: undefined };

module.exports = {
  Agent,
  /** Made on first use: a snapshot holds no sockets. */
  get globalAgent() {
    return (globals.agent ??= new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 }));
  },
  set globalAgent(agent) {
    globals.agent = agent;
  },
};

'use strict';
// SPDX-License-Identifier: MIT

// Getting a socket connected: looking the name up, and trying its addresses one after the other
// (RFC 8305, "happy eyeballs") or just one.

const { TCP } = internalBinding('tcp');
const { UV_EADDRINUSE } = internalBinding('uv');
const dns = require('dns');
const { isIP } = require('internal/ip');
const { timed } = require('internal/observation');
const {
  codes: {
    ERR_INVALID_ADDRESS_FAMILY, ERR_INVALID_ARG_TYPE, ERR_INVALID_IP_ADDRESS,
    ERR_SOCKET_CONNECTION_TIMEOUT,
  },
} = require('internal/errors');
const { exceptionWithHostPort } = require('internal/error-system');
const { Timeout, clearTimer } = require('internal/timers');
const {
  validateBoolean, validateFunction, validateInt32, validateNumber, validatePort,
} = require('internal/validate');

const LEAST_ATTEMPT_MS = 10;

// As server.address() names them.
const FAMILIES = { __proto__: null, IPv4: 4, IPv6: 6 };

const defaults = { autoSelectFamily: true, attemptTimeout: 250 };

function getDefaultAutoSelectFamily() {
  return defaults.autoSelectFamily;
}

function setDefaultAutoSelectFamily(value) {
  validateBoolean(value, 'value');
  defaults.autoSelectFamily = value;
}

function getDefaultAutoSelectFamilyAttemptTimeout() {
  return defaults.attemptTimeout;
}

function setDefaultAutoSelectFamilyAttemptTimeout(value) {
  validateInt32(value, 'value', 1);
  defaults.attemptTimeout = Math.max(LEAST_ATTEMPT_MS, value);
}

function failLater(socket, error) {
  process.nextTick(() => socket.destroy(error));
}

// Node's error of an attempt; it names this end when the script chose it.
function attemptError(status, address, port, local) {
  const place = local === undefined ? undefined : `${local.address}:${local.port}`;
  const error = exceptionWithHostPort(status, 'connect', address, port, place);
  if (local?.chosen) {
    error.localAddress = local.address;
    error.localPort = local.port;
  }
  return error;
}

// Binds this end; an error, or undefined. A port that another program took since is told now.
function bindLocal(handle, family, localAddress, localPort) {
  const address = localAddress || (family === 4 ? '0.0.0.0' : '::');
  let status = handle.bind(address, localPort ?? 0, 0);
  if (status === 0 && localPort > 0) {
    const found = handle.getsockname();
    if (typeof found === 'number') status = found;
    else if (found.port !== localPort) status = UV_EADDRINUSE;
  }
  return status === 0 ? undefined : exceptionWithHostPort(status, 'bind', address, localPort);
}

// One attempt on the socket's handle. Returns the error that keeps it from starting; a refused
// permission is one.
function attempt(socket, handle, to, from, done) {
  try {
    let local;
    if (from.localAddress || from.localPort) {
      const error = bindLocal(handle, to.family, from.localAddress, from.localPort);
      if (error !== undefined) return error;
      local = { chosen: true, address: from.localAddress, port: from.localPort };
    }
    const connected = timed('connect', 'net', done, () => ({ host: to.address, port: to.port }));
    const failed = (status) => attemptError(status, to.address, to.port, local);
    const status = handle.connect(to.address, to.port, (outcome) => {
      connected(outcome === 0 ? undefined : failed(outcome));
    });
    if (status === 0) return undefined;
    const own = socket._getsockname();
    local = own.address === undefined ? undefined : own;
    return failed(status);
  } catch (error) {
    return error;
  }
}

function connectToAddress(socket, to, from) {
  socket.emit('connectionAttempt', to.address, to.port, to.family);
  if (!socket.connecting) return;
  const error = attempt(socket, socket._handle, to, from, (failure) => {
    if (failure !== undefined) {
      socket.emit('connectionAttemptFailed', to.address, to.port, to.family, failure);
    }
    socket._connected(failure);
  });
  if (error !== undefined) socket.destroy(error);
}

function connectToPath(socket, path) {
  try {
    const status = socket._handle.connect(path, (outcome) => {
      socket._connected(outcome === 0 ? undefined : exceptionWithHostPort(outcome, 'connect', path));
    });
    if (status < 0) socket.destroy(exceptionWithHostPort(status, 'connect', path));
  } catch (error) {
    socket.destroy(error);
  }
}

// Several addresses: the next is tried when one fails, or takes long.
class Attempts {
  #socket;
  #addresses;
  #port;
  #from;
  #timeout;
  #timer = null;
  #next = 0;
  #errors = [];
  #over = false;

  constructor(socket, addresses, port, from, timeout) {
    this.#socket = socket;
    this.#addresses = addresses;
    this.#port = port;
    this.#from = from;
    this.#timeout = timeout;
  }

  tryNext() {
    const socket = this.#socket;
    if (this.#over || !socket.connecting) return;
    if (this.#next === this.#addresses.length) return this.#giveUp();
    const { address, family } = this.#addresses[this.#next++];
    const to = { address, family, port: this.#port };
    if (this.#next > 1) socket._replaceHandle(new TCP());
    const handle = socket._handle;
    socket.autoSelectFamilyAttemptedAddresses.push(`${address}:${this.#port}`);
    socket.emit('connectionAttempt', address, this.#port, family);
    const error = attempt(socket, handle, to, this.#from,
                          (failure) => this.#attempted(handle, to, failure));
    if (error !== undefined) {
      this.#failed(to, error);
      this.tryNext();
    } else if (this.#next < this.#addresses.length) {
      this.#timer = new Timeout(() => this.#tookLong(to), this.#timeout, undefined, false, true);
    }
  }

  #failed(to, error) {
    this.#errors.push(error);
    this.#socket.emit('connectionAttemptFailed', to.address, to.port, to.family, error);
  }

  #tookLong(to) {
    this.#socket.emit('connectionAttemptTimeout', to.address, to.port, to.family);
    const error = exceptionWithHostPort(
      internalBinding('uv').UV_ETIMEDOUT, 'connect', to.address, to.port);
    this.#errors.push(error);
    this.tryNext();
  }

  #attempted(handle, to, error) {
    // An attempt that was given up: its handle is closed.
    if (this.#over || this.#socket._handle !== handle) return;
    if (this.#timer !== null) clearTimer(this.#timer);
    if (!this.#socket.connecting) return;
    if (error === undefined) {
      this.#over = true;
      this.#socket._connected();
      return;
    }
    this.#failed(to, error);
    this.tryNext();
  }

  #giveUp() {
    this.#over = true;
    const errors = this.#errors;
    if (errors.length === 0) {
      this.#socket.destroy(new ERR_SOCKET_CONNECTION_TIMEOUT());
      return;
    }
    const all = new AggregateError(errors);
    Object.defineProperty(all, 'code', { value: errors[0].code, writable: true,
                                         enumerable: true, configurable: true });
    this.#socket.destroy(all);
  }
}

// Families by turns, the one of the first address first; none twice.
function interleave(addresses) {
  const first = addresses.filter(({ family }) => family === addresses[0].family);
  const other = addresses.filter(({ family }) => family !== addresses[0].family);
  const mixed = [];
  for (let i = 0; i < Math.max(first.length, other.length); i++) {
    if (first[i]) mixed.push(first[i]);
    if (other[i]) mixed.push(other[i]);
  }
  return mixed;
}

function addressError(address, family, host, port) {
  if (!isIP(address)) return new ERR_INVALID_IP_ADDRESS(address);
  if (family !== 4 && family !== 6) {
    return Object.assign(new ERR_INVALID_ADDRESS_FAMILY(family, host, port), { host, port });
  }
  return undefined;
}

function lookupOne(socket, lookup, host, query, options, go) {
  lookup(host, query, (error, address, family) => {
    socket.emit('lookup', error, address, family, host);
    if (!socket.connecting) return;
    error ??= addressError(address, family, options.host, options.port);
    if (error) return failLater(socket, error);
    socket._unrefTimer();
    go([{ address, family }]);
  });
}

function lookupAll(socket, lookup, host, query, options, go) {
  lookup(host, { ...query, all: true }, (error, addresses) => {
    if (!socket.connecting) return;
    if (error) {
      socket.emit('lookup', error, undefined, undefined, host);
      return failLater(socket, error);
    }
    const usable = [];
    for (const { address, family } of addresses) {
      socket.emit('lookup', null, address, family, host);
      if (!socket.connecting) return;
      const known = usable.some((other) => other.address === address);
      if (!known && addressError(address, family) === undefined) usable.push({ address, family });
    }
    if (usable.length === 0) {
      const { address, family } = addresses[0] ?? {};
      return failLater(socket, addressError(address, family, options.host, options.port));
    }
    socket._unrefTimer();
    go(interleave(usable));
  });
}

function readTarget(options) {
  const { localAddress, localPort } = options;
  let { port, autoSelectFamily, autoSelectFamilyAttemptTimeout: timeout } = options;
  if (localAddress && !isIP(localAddress)) throw new ERR_INVALID_IP_ADDRESS(localAddress);
  if (localPort) validateNumber(localPort, 'options.localPort');
  if (port !== undefined) {
    if (typeof port !== 'number' && typeof port !== 'string') {
      throw new ERR_INVALID_ARG_TYPE('options.port', ['number', 'string'], port);
    }
    validatePort(port);
  }
  port |= 0;
  if (autoSelectFamily != null) validateBoolean(autoSelectFamily, 'options.autoSelectFamily');
  else autoSelectFamily = defaults.autoSelectFamily;
  if (timeout != null) {
    validateInt32(timeout, 'options.autoSelectFamilyAttemptTimeout', 1);
    timeout = Math.max(LEAST_ATTEMPT_MS, timeout);
  } else {
    timeout = defaults.attemptTimeout;
  }
  return { port, autoSelectFamily, timeout, from: { localAddress, localPort } };
}

/** Throws for bad arguments; everything else is told to the socket, later. */
function connectToHost(socket, options) {
  const { port, autoSelectFamily, timeout, from } = readTarget(options);
  const host = options.host || 'localhost';
  const literal = isIP(host);
  if (literal) {
    process.nextTick(() => {
      if (socket.connecting) connectToAddress(socket, { address: host, port, family: literal }, from);
    });
    return;
  }
  if (options.lookup != null) validateFunction(options.lookup, 'options.lookup');
  const query = { family: FAMILIES[options.family] ?? options.family, hints: options.hints || 0 };
  const anyFamily = query.family !== 4 && query.family !== 6;
  if (anyFamily && query.hints === 0) query.hints = dns.ADDRCONFIG;
  socket._host = host;
  const lookup = options.lookup || dns.lookup;
  const many = autoSelectFamily && anyFamily && !from.localAddress;
  (many ? lookupAll : lookupOne)(socket, lookup, host, query, options, (addresses) => {
    if (addresses.length === 1) {
      connectToAddress(socket, { ...addresses[0], port }, from);
      return;
    }
    socket.autoSelectFamilyAttemptedAddresses = [];
    new Attempts(socket, addresses, port, from, timeout).tryNext();
  });
}

module.exports = {
  connectToHost,
  connectToPath,
  getDefaultAutoSelectFamily,
  getDefaultAutoSelectFamilyAttemptTimeout,
  setDefaultAutoSelectFamily,
  setDefaultAutoSelectFamilyAttemptTimeout,
};

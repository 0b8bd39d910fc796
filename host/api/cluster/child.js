'use strict';
// SPDX-License-Identifier: MIT

// The half of a worker: what it listens on it asks the primary for.

require('internal/on-first-use');

const EventEmitter = require('events');
const path = require('path');
const { listener, tell } = require('cluster/messages');
const { Worker } = require('cluster/worker');
const { clearInterval, setInterval } = require('timers');

const LONG = 2 ** 31 - 1;  // Milliseconds.

const cluster = new EventEmitter();
const held = new Map();    // Of the primary's key: { owner, handle }.
const places = new Map();  // Of a place: how often it was asked for, and which of these are open.

Object.assign(cluster, {
  isWorker: true,
  isMaster: false,
  isPrimary: false,
  worker: null,
  Worker,
});

const ask = (message, callback) => tell(process, message, undefined, callback);

// A number for each handle of one place, so that the primary can tell them apart.
function numberAt(place) {
  if (!places.has(place)) places.set(place, { next: 0, open: new Set() });
  const entry = places.get(place);
  const number = entry.next++;
  entry.open.add(number);
  return number;
}

function forget(place, number) {
  const { open } = places.get(place) ?? { open: new Set() };
  open.delete(number);
  if (open.size === 0) places.delete(place);
}

// The handle itself came along.
function shareHandle(reply, handle, owner, onClose) {
  const { close } = handle;
  handle.close = (...args) => {
    onClose();
    handle.close = close;
    return handle.close(...args);
  };
  held.set(reply.key, { owner, handle });
  return handle;
}

// Stands for the handle of the primary, which accepts and hands the connections round.
function standIn({ key, sockname }, owner, onClose) {
  let isOpen = true;
  let alive = null;  // The primary's handle cannot keep this process running: a timer does.
  const handle = {
    listen: () => 0,
    close() {
      if (!isOpen) return;
      isOpen = false;
      handle.unref();
      onClose();
    },
    ref() {
      if (isOpen) alive ??= setInterval(() => {}, LONG);
    },
    unref() {
      clearInterval(alive);
      alive = null;
    },
  };
  if (sockname) handle.getsockname = () => sockname;
  handle.ref();
  held.set(key, { owner, handle });
  return handle;
}

/**
 * Asks the primary for what a server or socket listens on.
 *
 * @param {Server | Socket} owner
 * @param {{ address: string | null, port: number | null, addressType: number | string | null,
 *           fd?: number, flags?: number, backlog?: number }} query
 * @param {(status: number, handle: object | null) => void} callback
 */
function getServer(owner, query, callback) {
  let { address } = query;
  if (query.port < 0 && typeof address === 'string') address = path.resolve(address);
  const place = [address, query.port, query.addressType, query.fd].join(':');
  const index = numberAt(place);
  const message = {
    act: 'queryServer', index, data: owner._getServerData?.() ?? null, ...query, address,
  };
  ask(message, (reply, passed) => {
    owner._setServerData?.(reply.data);
    if (reply.errno) {
      forget(place, index);
      passed?.close();
      return void callback(reply.errno, null);
    }
    const onClose = () => {
      ask({ act: 'close', key: reply.key });
      held.delete(reply.key);
      forget(place, index);
    };
    callback(0, passed ? shareHandle(reply, passed, owner, onClose)
      : standIn(reply, owner, onClose));
  });
  owner.once('listening', () => {
    if (!places.has(place)) return;  // It did not live long.
    cluster.worker.state = 'listening';
    const found = owner.address();
    ask({ ...message, act: 'listening', port: found?.port || query.port });
  });
}

// One more than the server takes goes to another worker.
function isFull({ maxConnections, _connections }) {
  return maxConnections != null && _connections >= maxConnections;
}

function takeConnection({ key, seq }, client) {
  const entry = held.get(key);
  const accepted = entry !== undefined && !isFull(entry.owner) && Boolean(client);
  ask({ ack: seq, accepted });
  if (accepted) entry.handle.onconnection(0, client);
  else client?.close();
}

// Closes all that it listens on; once it is closed, and the primary knows, the channel, too.
function leave(worker, askedByPrimary) {
  worker.exitedAfterDisconnect = true;
  let open = 1;
  const closed = () => {
    if (--open > 0) return;
    if (askedByPrimary) process.disconnect();
    else ask({ act: 'exitedAfterDisconnect' }, () => process.disconnect());
  };
  for (const { owner } of held.values()) {
    open++;
    owner.close(closed);
  }
  held.clear();
  closed();
}

/** Ends the connection with the primary, after all servers are closed. */
Worker.prototype.disconnect = function() {
  if (this.state !== 'disconnecting' && this.state !== 'destroying') {
    this.state = 'disconnecting';
    leave(this, false);
  }
  return this;
};

/** Ends the process, as if it had been disconnected. */
Worker.prototype.destroy = function() {
  if (this.state === 'destroying') return;
  this.exitedAfterDisconnect = true;
  if (!this.isConnected()) process.exit(0);
  this.state = 'destroying';
  ask({ act: 'exitedAfterDisconnect' }, () => process.disconnect());
  process.once('disconnect', () => process.exit(0));
};

/** Tells the primary that worker `id` is there; ends with the primary. */
function start(id) {
  const worker = new Worker({ id, process, state: 'online' });
  cluster.worker = worker;
  process.once('disconnect', () => {
    worker.emit('disconnect');
    if (!worker.exitedAfterDisconnect) process.exit(0);
  });
  process.on('internalMessage', listener((message, handle) => {
    if (message.act === 'newconn') takeConnection(message, handle);
    else if (message.act === 'disconnect') leave(worker, true);
  }));
  ask({ act: 'online' });
}

// Called, and replaced, by whoever listens by means of its own, as under Node.
Object.assign(cluster, {
  _getServer: getServer,
  _setupWorker: () => start(Number(process.env.NODE_UNIQUE_ID) | 0),
});

module.exports = { cluster, start };

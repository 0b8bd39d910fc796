'use strict';
// SPDX-License-Identifier: MIT

// What several workers listen on, accepted in the primary: connections go round the workers that
// are ready for one.

require('internal/on-first-use');

const { IPV6ONLY } = internalBinding('tcp');
const { UV_EACCES } = internalBinding('uv');
const { tell } = require('cluster/messages');
const net = require('net');

function placeOf(address, { port, fd, flags, backlog, readableAll, writableAll }) {
  if (fd >= 0) return { fd, backlog };
  if (port >= 0) {
    return { port, host: address, ipv6Only: Boolean(flags & IPV6ONLY), backlog };
  }
  return { path: address, backlog, readableAll, writableAll };
}

class RoundRobinHandle {
  #all = new Map();      // Workers that listen here, by id.
  #connections = [];     // Not handed over yet.
  #handle = null;
  #key;
  #ready = new Map();    // Workers that wait for a connection.
  #server;               // While it binds; null afterwards.

  constructor(key, address, query) {
    this.#key = key;
    this.#server = net.createServer();
    this.#server.listen(placeOf(address, query));
    this.#server.once('listening', () => {
      this.#handle = this.#server._handle;
      this.#handle.onconnection = (status, connection) => this.#distribute(status, connection);
      this.#server._handle = null;
      this.#server = null;
      if (this.#all.size === 0) this.#close();  // All have gone meanwhile.
    });
  }

  /** `reply(errno, more, handle)` once it listens, or cannot. */
  add(worker, reply) {
    this.#all.set(worker.id, worker);
    const done = () => {
      const sockname = this.#handle?.getsockname?.();
      reply(0, typeof sockname === 'object' ? { sockname } : {}, null);
      this.#handOver(worker);  // Some may wait already.
    };
    if (this.#server === null) return done();
    this.#server.once('listening', done);
    this.#server.once('error', (error) => reply(error.errno ?? UV_EACCES, {}, null));
  }

  /** True when it was the last one, and all is closed. */
  remove({ id }) {
    if (!this.#all.delete(id)) return false;
    this.#ready.delete(id);
    if (this.#all.size > 0) return false;
    this.#close();
    return true;
  }

  #close() {
    for (const connection of this.#connections.splice(0)) connection.close();
    this.#handle?.close();
    this.#handle = null;
  }

  #distribute(status, connection) {
    if (status < 0) return;
    if (this.#all.size === 0) return void connection.close();
    this.#connections.push(connection);
    const [first] = this.#ready.values();
    if (first === undefined) return;
    this.#ready.delete(first.id);
    this.#handOver(first);
  }

  #handOver(worker) {
    if (!this.#all.has(worker.id)) return;  // It listens no more.
    const connection = this.#connections.shift();
    if (connection === undefined) return void this.#ready.set(worker.id, worker);
    tell(worker.process, { act: 'newconn', key: this.#key }, connection, ({ accepted }) => {
      if (accepted) connection.close();
      else this.#distribute(0, connection);
      this.#handOver(worker);
    });
  }
}

module.exports = { RoundRobinHandle };

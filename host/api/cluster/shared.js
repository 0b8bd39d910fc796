'use strict';
// SPDX-License-Identifier: MIT

// What several workers listen on, each with a copy of one handle: the system chooses who gets what
// comes.

require('internal/on-first-use');

const { UV_EACCES } = internalBinding('uv');

function bind(address, { port, addressType, fd, flags }) {
  try {
    if (addressType === 'udp4' || addressType === 'udp6') {
      return require('dgram/handle').createHandle(address, port, addressType, fd, flags);
    }
    return require('net/listen').createHandle(address, port, addressType, fd, flags);
  } catch {
    return UV_EACCES;  // The policy's answer.
  }
}

class SharedHandle {
  #errno = 0;
  #handle = null;
  #workers = new Map();

  constructor(key, address, query) {
    const made = bind(address, query);
    if (typeof made === 'number') this.#errno = made;
    else this.#handle = made;
  }

  add(worker, reply) {
    this.#workers.set(worker.id, worker);
    reply(this.#errno, {}, this.#handle);
  }

  /** True when it was the last one, and the handle is closed. */
  remove({ id }) {
    if (!this.#workers.delete(id) || this.#workers.size > 0) return false;
    this.#handle?.close();
    this.#handle = null;
    return true;
  }
}

module.exports = { SharedHandle };

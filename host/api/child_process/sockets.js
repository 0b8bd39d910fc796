'use strict';
// SPDX-License-Identifier: MIT

// Sockets of a server that went to another process: the server still counts them, and closes only
// when they are closed there. Messages about them carry the server's key.

require('internal/on-first-use');

/** The sender's end: what a server asks about its sockets in one other process. */
class SentSockets {
  #channel;
  #key;

  constructor(channel, key) {
    this.#channel = channel;
    this.#key = key;
  }

  // The answer to a question, or `otherwise` when nobody is there to give it.
  #ask(question, answer, otherwise, callback) {
    const { target } = this.#channel;
    if (!target.connected) return callback(otherwise);
    const done = (message) => {
      target.removeListener('internalMessage', onMessage);
      target.removeListener('disconnect', onGone);
      target.removeListener('exit', onGone);
      callback(message);
    };
    const onMessage = (message) => {
      if (message.cmd === answer && message.key === this.#key) done(message);
    };
    const onGone = () => done(otherwise);
    target.on('internalMessage', onMessage);
    target.on('disconnect', onGone);
    target.on('exit', onGone);
    this.#channel.tell({ cmd: question, key: this.#key });
  }

  /** Calls back when the other process has ended, and its sockets with it. */
  whenGone(callback) {
    this.#channel.target.once('exit', callback);
  }

  getConnections(callback) {
    this.#ask('NODE_SOCKET_GET_COUNT', 'NODE_SOCKET_COUNT', { count: 0 },
              ({ count }) => callback(null, count));
  }

  /** Calls back once all are closed there. */
  close(callback) {
    this.#ask('NODE_SOCKET_NOTIFY_CLOSE', 'NODE_SOCKET_ALL_CLOSED', {}, () => callback());
  }
}

/** The receiver's end: it answers. */
class ReceivedSockets {
  #channel;
  #key;
  #sockets = new Set();
  #mustTell = false;

  constructor(channel, key) {
    this.#channel = channel;
    this.#key = key;
    channel.target.on('internalMessage', (message) => {
      if (message.key !== key) return;
      if (message.cmd === 'NODE_SOCKET_GET_COUNT') {
        channel.tell({ cmd: 'NODE_SOCKET_COUNT', key, count: this.#sockets.size });
      } else if (message.cmd === 'NODE_SOCKET_NOTIFY_CLOSE') {
        this.#mustTell = true;
        this.#tellIfEmpty();
      }
    });
  }

  #tellIfEmpty() {
    if (!this.#mustTell || this.#sockets.size > 0) return;
    this.#mustTell = false;
    this.#channel.tell({ cmd: 'NODE_SOCKET_ALL_CLOSED', key: this.#key });
  }

  add(socket) {
    this.#sockets.add(socket);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      this.#tellIfEmpty();
    });
  }
}

/** The lists of one channel, made when first asked for. */
class SocketLists {
  #channel;
  #sent = new Map();
  #received = new Map();

  constructor(channel) {
    this.#channel = channel;
  }

  /** The server of this socket learns that some of its sockets are at the other end. */
  sent(socket) {
    const { server } = socket;
    const key = server._connectionKey;
    if (!this.#sent.has(key)) {
      const list = new SentSockets(this.#channel, key);
      this.#sent.set(key, list);
      server._setupWorker(list);
    }
    return key;
  }

  received(key, socket) {
    if (!this.#received.has(key)) {
      this.#received.set(key, new ReceivedSockets(this.#channel, key));
    }
    this.#received.get(key).add(socket);
  }
}

module.exports = { SocketLists };

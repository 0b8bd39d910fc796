'use strict';
// SPDX-License-Identifier: MIT

// Servers and sockets that go through a channel: one at a time, each acknowledged by the other end
// before the next message leaves, so that none is lost when its message comes without it.

const { codes: { ERR_INVALID_HANDLE_TYPE } } = require('internal/errors');

const MOST_TRIES = 3;

// How a kind of object crosses: which native handle goes, and what is made of it at the other end.
const KINDS = {
  'net.Server': {
    matches: (value) => '_handle' in value && value instanceof require('net').Server,
    handleOf: (server) => server._handle,
    afterSend() {},
    receive(message, handle, emit) {
      const server = new (require('net').Server)();
      server.listen(handle, () => emit(server));
    },
  },
  'net.Socket': {
    matches: (value) => '_handle' in value && value instanceof require('net').Socket,
    handleOf: (socket) => socket._handle,
    afterSend(socket, handle, { keepOpen }) {
      if (!keepOpen) socket.destroy();
    },
    // Its server goes on counting it.
    describe: (socket, lists) =>
      (typeof socket.server?._setupWorker === 'function' ? { key: lists().sent(socket) } : {}),
    receive(message, handle, emit, lists) {
      const { Socket } = require('net');
      const socket = new Socket({ handle, readable: true, writable: true });
      if (message.key) lists().received(message.key, socket);
      emit(socket);
    },
  },
  'net.Native': {
    matches: (value) => value instanceof internalBinding('tcp').TCP ||
      value instanceof internalBinding('pipe').Pipe,
    handleOf: (handle) => handle,
    afterSend() {},
    receive: (message, handle, emit) => emit(handle),
  },
  'dgram.Socket': {
    matches: (value) => value instanceof require('dgram').Socket,
    handleOf: (socket) => socket[require('dgram/socket').kState].handle,
    afterSend() {},
    describe: ({ type }) => ({ dgramType: type }),
    receive(message, handle, emit) {
      const socket = new (require('dgram').Socket)(message.dgramType);
      socket.bind(handle, () => emit(socket));
    },
  },
  'dgram.Native': {
    matches: (value) => value instanceof internalBinding('dgram').UDP,
    handleOf: (handle) => handle,
    afterSend() {},
    receive: (message, handle, emit) => emit(handle),
  },
};

function kindOf(value) {
  for (const [type, kind] of Object.entries(KINDS)) {
    if (typeof value === 'object' && kind.matches(value)) return [type, kind];
  }
  throw new ERR_INVALID_HANDLE_TYPE();
}

function makeHandle(type) {
  if (type === 'TCP') {
    const { TCP, SOCKET } = internalBinding('tcp');
    return new TCP(SOCKET);
  }
  if (type === 'UDP') {
    const { UDP } = internalBinding('dgram');
    return new UDP();
  }
  const { Pipe, SOCKET } = internalBinding('pipe');
  return new Pipe(SOCKET);
}

class HandlePassing {
  #channel;
  #sent = null;   // Not acknowledged yet: { message, value, kind, handle, options, tries }.
  #waiting = [];  // Messages behind it.
  #lists;         // Of sockets; made when first needed.

  constructor(channel) {
    this.#channel = channel;
  }

  #socketLists = () => {
    const { SocketLists } = require('child_process/sockets');
    return this.#lists ??= new SocketLists(this.#channel);
  };

  send(message, value, options, callback) {
    if (value !== undefined && value !== null) {
      const [type, kind] = kindOf(value);
      const handle = kind.handleOf(value);
      const more = handle ? kind.describe?.(value, this.#socketLists) : undefined;
      const wrapped = { cmd: 'NODE_HANDLE', type, msg: message, ...more };
      return this.#queue({ message: wrapped, value, kind, handle, options, callback, tries: 0 });
    }
    // Internal messages are not held up: the acknowledgement is one.
    if (this.#sent === null || message?.cmd?.startsWith?.('NODE_HANDLE_')) {
      return this.#channel.write(message, undefined, options, callback);
    }
    return this.#queue({ message, options, callback });
  }

  #queue(entry) {
    if (this.#sent !== null) {
      this.#waiting.push(entry);
      return this.#waiting.length === 1;
    }
    return this.#write(entry);
  }

  #write(entry) {
    const { message, kind, handle, options, callback } = entry;
    if (kind === undefined || !handle) {
      return this.#channel.write(message, undefined, options, callback);
    }
    this.#sent = entry;
    entry.tries++;
    return this.#channel.write(message, handle, options, callback);
  }

  /** Whether the message was about handles, and is dealt with. */
  take(message) {
    switch (message.cmd) {
      case 'NODE_HANDLE': this.#receive(message); return true;
      case 'NODE_HANDLE_ACK': this.#acknowledged(); return true;
      case 'NODE_HANDLE_NACK': this.#refused(); return true;
      default: return false;
    }
  }

  #answer(cmd) {
    this.#channel.write({ cmd }, undefined, { swallowErrors: true }, undefined);
  }

  #receive(message) {
    const { pipe } = this.#channel;
    const type = pipe.receivedType();
    if (type === undefined) return this.#answer('NODE_HANDLE_NACK');
    const handle = makeHandle(type);
    pipe.receive(handle);
    this.#answer('NODE_HANDLE_ACK');
    KINDS[message.type]?.receive(message, handle, (value) => {
      const internal = message.msg?.cmd?.startsWith?.('NODE_');
      this.#channel.deliver(internal ? 'internalMessage' : 'message', message.msg, value);
    }, this.#socketLists);
  }

  #acknowledged() {
    const sent = this.#sent;
    if (sent === null) return;
    sent.kind.afterSend(sent.value, sent.handle, sent.options);
    this.#next();
  }

  #refused() {
    const sent = this.#sent;
    if (sent === null) return;
    if (sent.tries < MOST_TRIES) this.#write(sent);
    else this.#acknowledged();
  }

  #next() {
    this.#sent = null;
    while (this.#sent === null && this.#waiting.length > 0) this.#write(this.#waiting.shift());
  }

  close() {
    this.#sent?.kind.afterSend(this.#sent.value, this.#sent.handle, this.#sent.options);
    this.#sent = null;
    this.#waiting = [];
  }
}

module.exports = { HandlePassing };

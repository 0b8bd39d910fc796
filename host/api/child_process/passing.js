'use strict';
// SPDX-License-Identifier: MIT

// Servers and sockets that go through a channel: one at a time, each acknowledged by the other end
// before the next message leaves, so that none is lost when its message comes without it.

const { codes: { ERR_INVALID_HANDLE_TYPE } } = require('internal/errors');

const MOST_TRIES = 3;

// How a kind of object crosses: which native handle goes, what is told about it, and what is made
// of it at the other end. It is asked for the handle last.
const KINDS = {
  'net.Server': {
    matches: (value) => '_handle' in value && value instanceof require('net').Server,
    handleOf: (server) => server._handle,
    receive(message, handle, emit) {
      const server = new (require('net').Server)();
      server.listen(handle, () => emit(server));
    },
  },
  'net.Socket': {
    matches: (value) => '_handle' in value && value instanceof require('net').Socket,
    handleOf(socket, { keepOpen }) {
      return keepOpen || !socket._handle ? socket._handle : socket._giveHandle();
    },
    // Its server goes on counting it.
    describe: (socket, lists) =>
      (typeof socket.server?._setupWorker === 'function' ? { key: lists().sent(socket) } : {}),
    leaves: ({ keepOpen }) => !keepOpen,
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
    receive: (message, handle, emit) => emit(handle),
  },
  'dgram.Socket': {
    matches: (value) => value instanceof require('dgram').Socket,
    handleOf: (socket) => socket[require('dgram/socket').kState].handle,
    describe: ({ type }) => ({ dgramType: type }),
    receive(message, handle, emit) {
      const socket = new (require('dgram').Socket)(message.dgramType);
      socket.bind(handle, () => emit(socket));
    },
  },
  'dgram.Native': {
    matches: (value) => value instanceof internalBinding('dgram').UDP,
    handleOf: (handle) => handle,
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
  #sent = null;   // Not acknowledged yet: { message, kind, handle, options, callback, tries }.
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
    value ??= undefined;
    if (value !== undefined) kindOf(value);  // What cannot be sent is said at once.
    // Internal messages are not held up: the acknowledgement is one.
    if (value === undefined && message?.cmd?.startsWith?.('NODE_HANDLE_')) {
      return this.#channel.write(message, undefined, options, callback);
    }
    if (this.#sent === null) return this.#start({ message, value, options, callback });
    this.#waiting.push({ message, value, options, callback });
    return this.#waiting.length === 1;
  }

  // A handle that is not there (any more) does not hold up its message.
  #start({ message, value, options, callback }) {
    const [type, kind] = value === undefined ? [] : kindOf(value);
    const more = kind?.describe !== undefined && kind.handleOf(value, { keepOpen: true })
      ? kind.describe(value, this.#socketLists) : {};
    const handle = kind?.handleOf(value, options);
    if (!handle) return this.#channel.write(message, undefined, options, callback);
    const wrapped = { cmd: 'NODE_HANDLE', type, msg: message, ...more };
    this.#sent = { message: wrapped, kind, handle, options, callback, tries: 0 };
    return this.#write();
  }

  // Differs from Node: a handle that waits to be sent may be closed meanwhile, it arrives all the
  // same.
  #write() {
    const sent = this.#sent;
    const { message, handle, options, callback } = sent;
    // Nobody will acknowledge what did not leave: what waits behind it goes on.
    const failed = () => {
      if (this.#sent === sent) this.#acknowledged();
    };
    if (++sent.tries === 1) {
      return this.#channel.write(message, handle, options, callback, failed);
    }
    // Tried again; its sender has been called back already.
    return this.#channel.write(message, handle, { swallowErrors: true }, undefined, failed);
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
    this.#answer('NODE_HANDLE_ACK');
    try {
      pipe.receive(handle);
    } catch (error) {
      // Refused: the policy says where a plugin may receive.
      handle.close();
      process.nextTick(() => this.#channel.target.emit('error', error));
      return;
    }
    KINDS[message.type]?.receive(message, handle, (value) => {
      const internal = message.msg?.cmd?.startsWith?.('NODE_');
      this.#channel.deliver(internal ? 'internalMessage' : 'message', message.msg, value);
    }, this.#socketLists);
  }

  #acknowledged() {
    if (this.#sent === null) return;
    this.#closeSent();
    while (this.#sent === null && this.#waiting.length > 0) this.#start(this.#waiting.shift());
  }

  // This end's copy, of what is not to be kept.
  #closeSent() {
    const { kind, handle, options } = this.#sent;
    this.#sent = null;
    if (kind.leaves?.(options)) handle.close();
  }

  #refused() {
    if (this.#sent === null) return;
    if (this.#sent.tries < MOST_TRIES) return void this.#write();
    process.emitWarning('Handle did not reach the receiving process correctly',
                        'SentHandleNotReceivedWarning');
    this.#acknowledged();
  }

  /** What has not left by now does not arrive: its owner has given it up all the same. */
  close() {
    if (this.#sent !== null) this.#closeSent();
    for (const { value, options } of this.#waiting.splice(0)) {
      if (value !== undefined && kindOf(value)[1].leaves?.(options)) value.destroy();
    }
  }
}

module.exports = { HandlePassing };

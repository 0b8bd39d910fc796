'use strict';
// SPDX-License-Identifier: MIT

// The channel between a parent and its child, the same at both ends: send(), 'message',
// disconnect(). How messages look on the wire is framing.js's, passing handles passing.js's.

const { FastBuffer } = require('buffer/class');
const EventEmitter = require('events');
const { makeFraming } = require('child_process/framing');
const { HandlePassing } = require('child_process/passing');
const {
  codes: {
    ERR_INVALID_ARG_TYPE, ERR_IPC_CHANNEL_CLOSED, ERR_IPC_DISCONNECTED, ERR_MISSING_ARGS,
  },
  errnoException,
} = require('internal/errors');
const { validateObject } = require('internal/validate');

const UTF8 = 1;
const MOST_WAITING = 128 * 1024;  // Bytes; send() answers false beyond.
const DEFAULTS = Object.freeze({ swallowErrors: false });
const SENDABLE = ['string', 'object', 'number', 'boolean'];

// What target.channel shows: who needs the channel keeps the program running.
class Control extends EventEmitter {
  #pipe;
  #users = 0;
  #forced = undefined;  // What ref() or unref() of the script said.

  constructor(pipe) {
    super();
    this.#pipe = pipe;
  }

  get fd() {
    return this.#pipe.fd;
  }

  refCounted() {
    if (++this.#users === 1 && this.#forced === undefined) this.#pipe.ref();
  }

  unrefCounted() {
    if (--this.#users === 0 && this.#forced === undefined) {
      this.#pipe.unref();
      this.emit('unref');
    }
  }

  ref() {
    this.#forced = true;
    this.#pipe.ref();
  }

  unref() {
    this.#forced = false;
    this.#pipe.unref();
    this.emit('unref');
  }
}

function isInternal(message) {
  return message !== null && typeof message === 'object' && typeof message.cmd === 'string' &&
    message.cmd.startsWith('NODE_');
}

class Channel {
  #framing;
  #early = [];  // Messages to a child that does not listen yet.
  #passing;
  #pipe;
  #target;

  constructor(target, pipe, serialization) {
    this.#target = target;
    this.#pipe = pipe;
    this.#framing = makeFraming(serialization);
    this.#passing = new HandlePassing(this);
    this.control = new Control(pipe);
    pipe.readStart((size, bytes) => this.#onRead(size, bytes));
  }

  get target() {
    return this.#target;
  }

  get pipe() {
    return this.#pipe;
  }

  #onRead(size, bytes) {
    if (size <= 0) {
      if (this.#target.connected) this.disconnect();
      return;
    }
    for (const part of this.#framing.read(new FastBuffer(bytes))) {
      if (this.#pipe === null) return;
      const message = this.#framing.parse(part);
      if (isInternal(message)) this.#onInternal(message);
      else this.deliver('message', message, undefined);
    }
  }

  #onInternal(message) {
    if (this.#passing.take(message)) return;
    this.deliver('internalMessage', message, undefined);
  }

  /** Emits in a tick of its own; what comes before a child listens is kept for it. */
  deliver(event, message, handle) {
    const target = this.#target;
    if (event === 'message' && target === process && target.listenerCount('message') === 0) {
      if (this.#early.push([message, handle]) === 1) this.#waitForListener();
      return;
    }
    process.nextTick(() => target.emit(event, message, handle));
  }

  #waitForListener() {
    const onListener = (name) => {
      if (name !== 'message') return;
      this.#target.removeListener('newListener', onListener);
      process.nextTick(() => {
        for (const [message, handle] of this.#early.splice(0)) {
          this.#target.emit('message', message, handle);
        }
      });
    };
    this.#target.on('newListener', onListener);
  }

  send(message, handle, options, callback) {
    if (typeof handle === 'function') {
      [handle, options, callback] = [undefined, undefined, handle];
    } else if (typeof options === 'function') {
      [options, callback] = [undefined, options];
    } else if (options !== undefined) {
      validateObject(options, 'options');
    }
    if (!this.#target.connected) {
      this.#fail(new ERR_IPC_CHANNEL_CLOSED(), callback);
      return false;
    }
    if (message === undefined) throw new ERR_MISSING_ARGS('message');
    if (!SENDABLE.includes(typeof message)) {
      throw new ERR_INVALID_ARG_TYPE('message', SENDABLE, message);
    }
    return this.#passing.send(
      message, handle, options === undefined ? DEFAULTS : { ...DEFAULTS, ...options }, callback);
  }

  #fail(error, callback) {
    if (typeof callback === 'function') process.nextTick(callback, error);
    else process.nextTick(() => this.#target.emit('error', error));
  }

  /**
   * Puts a message on the wire, with a native handle or without. `failed` hears when it did not
   * leave, before the script does: that is told in a later tick.
   */
  write(message, passed, { swallowErrors }, callback, failed) {
    const bytes = this.#framing.write(message);
    const settled = (status) => {
      if (status >= 0) {
        callback?.(null);
        return;
      }
      if (!swallowErrors) this.#fail(errnoException(status, 'write'), callback);
      failed?.();
    };
    const done = (status) => {
      this.control.unrefCounted();
      settled(status);
    };
    const status = passed === undefined ? this.#pipe.write(bytes, UTF8, done) :
      this.#pipe.writeWith(bytes, UTF8, passed, done);
    if (status === 1) {
      this.control.refCounted();
      return this.#pipe.writeQueueSize < MOST_WAITING;
    }
    // It has left, or never will.
    if (status < 0 || callback !== undefined) process.nextTick(settled, status);
    return true;
  }

  /** An internal message that nobody waits for. */
  tell(message) {
    if (this.#pipe !== null) this.write(message, undefined, { swallowErrors: true }, undefined);
  }

  disconnect() {
    if (!this.#target.connected) {
      this.#target.emit('error', new ERR_IPC_DISCONNECTED());
      return;
    }
    this.#target.connected = false;
    process.nextTick(() => this.#close());
  }

  #close() {
    const pipe = this.#pipe;
    if (pipe === null) return;
    this.#passing.close();
    this.#pipe = null;
    this.#target.channel = null;
    this.#target._channel = null;
    pipe.close();
    this.#target.emit('disconnect');
    this.control.emit('close');
  }
}

/** Gives a ChildProcess, or `process`, its end of the channel. */
function setUpChannel(target, pipe, serialization) {
  const channel = new Channel(target, pipe, serialization);
  target.channel = channel.control;
  target._channel = channel.control;
  target.connected = true;
  target.send = (message, handle, options, callback) =>
    channel.send(message, handle, options, callback);
  target._send = (message, handle, options = {}, callback = undefined) =>
    channel.send(message, handle, options, callback);
  target.disconnect = () => channel.disconnect();
  target._disconnect = () => channel.disconnect();
  return channel.control;
}

/** The end of a child: it keeps the program running while somebody listens. */
function setUpInChild(descriptor, serialization) {
  const { Pipe, IPC } = internalBinding('pipe');
  const pipe = new Pipe(IPC);
  const status = pipe.open(descriptor);
  if (status < 0) throw errnoException(status, 'open');
  pipe.unref();
  const control = setUpChannel(process, pipe, serialization);
  const counts = (name) => name === 'message' || name === 'disconnect';
  process.on('newListener', (name) => {
    if (counts(name)) control.refCounted();
  });
  process.on('removeListener', (name) => {
    if (counts(name)) control.unrefCounted();
  });
}

module.exports = { setUpChannel, setUpInChild };

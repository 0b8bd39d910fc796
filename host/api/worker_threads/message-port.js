'use strict';
// SPDX-License-Identifier: MIT

// MessagePort and MessageChannel, and what C++ asks of us while it writes and reads messages
// (MessagingHooks in message.h).

require('internal/on-first-use');

const native = internalBinding('worker_threads');
const { DOMException } = require('internal/dom-exception');
const { codes, define } = require('internal/errors');
const {
  Event, EventTarget, defineEventHandler, dispatchTrusted, dispatchValue, kListenersChanged,
} = require('internal/event-target');
const { customInspect } = require('internal/inspect');
const { NodeEventTarget } = require('internal/node-event-target');
const {
  kClone, kDeserialize, kTransfer, kTransferList,
} = require('internal/transfer');
const { received } = require('worker_threads/message-event');

const {
  ERR_CONSTRUCT_CALL_REQUIRED, ERR_INVALID_THIS, ERR_MISSING_ARGS,
} = codes;
const ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST = define(
  'ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST', 'TypeError',
  'Object that needs transfer was found in message but not listed in transferList');

const { MessagePort } = native;

// The state of an EventTarget, for an object that C++ made.
function initPort(port) {
  Object.defineProperties(port, Object.getOwnPropertyDescriptors(new EventTarget()));
}

function emit(port, data, ports, type) {
  if (type === 'close') return dispatchTrusted(port, new Event('close'));
  return dispatchValue(port, received(type, data, ports), data);
}

function partOf(result) {
  return [result.deserializeInfo, result.data];
}

function deserialize(spec, data) {
  const [id, name] = `${spec}`.split(':');
  let Class;
  try {
    const module = require(id);
    module.makeTransferable?.();  // It waits for its first use.
    Class = module[name];
  } catch {
    // There is no such built-in.
  }
  if (typeof Class !== 'function' || !Object.hasOwn(Class, kDeserialize)) {
    throw new Error(`Unknown deserialize spec ${spec}`);
  }
  return Class[kDeserialize](data);
}

native.setHooks({
  MessagePort,
  initPort,
  emit,
  cloneError: (message) => new DOMException(message, 'DataCloneError'),
  mustBeListed: () => new ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST(),
  clone: (object) => (typeof object[kClone] === 'function' ? partOf(object[kClone]()) : undefined),
  transfers(object) {
    if (typeof object[kTransfer] !== 'function') return undefined;
    return object[kTransferList]?.() ?? [];
  },
  transfer: (object) => partOf(object[kTransfer]()),
  deserialize,
});

function isIterable(value) {
  return value !== null && typeof value === 'object' &&
    typeof value[Symbol.iterator] === 'function';
}

// What an iterator says, or undefined when it is none.
function listOf(value) {
  if (!isIterable(value)) return undefined;
  const iterator = value[Symbol.iterator]();
  if (typeof iterator?.next !== 'function') return undefined;
  const list = [];
  for (let step = iterator.next(); !step.done; step = iterator.next()) list.push(step.value);
  return list;
}

/** The transfer list of postMessage(value, list | { transfer: list }). */
function transferList(options) {
  if (options === undefined || options === null) return [];
  if (typeof options !== 'object') {
    throw typeError('Optional transferList argument must be an iterable');
  }
  const list = listOf(options);
  if (list !== undefined) return list;
  if (options.transfer === undefined) return [];
  const transfer = listOf(options.transfer);
  if (transfer !== undefined) return transfer;
  throw typeError('Optional options.transfer argument must be an iterable');
}

// With a text that says more than which type was expected.
function typeError(message) {
  return Object.assign(new TypeError(message), { code: 'ERR_INVALID_ARG_TYPE' });
}

function isPort(value) {
  return value instanceof MessagePort && Object.getPrototypeOf(value) !== null;
}

const methods = {
  postMessage(...args) {
    if (args.length === 0) throw new ERR_MISSING_ARGS('message');
    if (!isPort(this)) throw new ERR_INVALID_THIS('MessagePort');
    if (native.postMessage(this, args[0], transferList(args[1])) === false) {
      process.emitWarning('The target port was posted to itself, and the communication channel ' +
        'was lost');
    }
    return true;
  },
  start() {
    native.start(this);
  },
  close(callback) {
    if (typeof callback === 'function') this.once('close', callback);
    native.close(this);
  },
  ref() {
    native.ref(this);
  },
  unref() {
    native.unref(this);
  },
  hasRef() {
    return native.hasRef(this);
  },
};
for (const [name, value] of Object.entries(methods)) {
  Object.defineProperty(MessagePort.prototype, name, {
    configurable: true, enumerable: true, writable: true, value,
  });
}
Object.setPrototypeOf(MessagePort, NodeEventTarget);
Object.setPrototypeOf(MessagePort.prototype, NodeEventTarget.prototype);
defineEventHandler(MessagePort.prototype, 'message');
defineEventHandler(MessagePort.prototype, 'messageerror');

// A port keeps the program running while somebody listens.
Object.defineProperty(MessagePort.prototype, kListenersChanged, {
  value(type, count, added) {
    if (type !== 'message') return;
    if (added && count === 1) {
      native.ref(this);
      native.start(this);
    } else if (count === 0) {
      native.unref(this);
      native.stop(this);  // What comes now waits for the next listener.
    }
  },
});
Object.defineProperty(MessagePort.prototype, customInspect, {
  configurable: true,
  writable: true,
  value() {
    let refed;
    try {
      refed = native.hasRef(this) === true;
    } catch {
      return this;  // A class, or what is shown below.
    }
    const shown = native.isOpen(this) ? { active: true, refed } : { active: false, refed };
    return Object.assign(Object.create(MessagePort.prototype), shown,
                         Object.fromEntries(Object.entries(this)));
  },
});

class MessageChannel {
  constructor() {
    [this.port1, this.port2] = native.createChannel();
  }
}

// Called without `new`, it has Node's code.
const MessageChannelFunction = new Proxy(MessageChannel, {
  apply() {
    throw new ERR_CONSTRUCT_CALL_REQUIRED('MessageChannel');
  },
});

/** The next message of a port or BroadcastChannel, now: `{ message }`, or undefined. */
function receiveMessageOnPort(port) {
  const { handleOf } = require('worker_threads/broadcast-channel');
  const handle = handleOf(port) ?? port;
  if (!isPort(handle)) throw typeError('The "port" argument must be a MessagePort instance');
  const found = native.receive(handle);
  return found === undefined ? undefined : { message: found[0] };
}

function markAsUntransferable(object) {
  native.markAsUntransferable(object);
}

module.exports = {
  MessageChannel: MessageChannelFunction,
  MessagePort,
  clone: (value, transfer) => native.structuredClone(value, transfer),
  markAsUntransferable,
  receiveMessageOnPort,
  transferList,
};

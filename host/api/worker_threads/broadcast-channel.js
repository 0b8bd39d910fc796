'use strict';
// SPDX-License-Identifier: MIT

// BroadcastChannel: reaches all of the same name in the threads of the plugin, and no other plugin.
// https://html.spec.whatwg.org/multipage/web-messaging.html#broadcasting-to-other-browsing-contexts

require('internal/on-first-use');

const native = internalBinding('worker_threads');
const { DOMException } = require('internal/dom-exception');
const { codes: { ERR_INVALID_THIS, ERR_MISSING_ARGS } } = require('internal/errors');
const { EventTarget, defineEventHandler, dispatchTrusted } = require('internal/event-target');
const { customInspect, inspect } = require('internal/inspect');
const { received } = require('worker_threads/message-event');
require('worker_threads/message-port');

let handleOf;  // The port behind a BroadcastChannel; undefined for anything else.

class BroadcastChannel extends EventTarget {
  #name;
  #handle;

  constructor(...args) {
    if (args.length === 0) throw new ERR_MISSING_ARGS('name');
    super();
    this.#name = `${args[0]}`;
    this.#handle = native.broadcast(this.#name);
    for (const type of ['message', 'messageerror']) {
      this.#handle.on(type, (data) => dispatchTrusted(this, received(type, data)));
    }
  }

  static #check(channel) {
    if (typeof channel !== 'object' || channel === null || !(#name in channel)) {
      throw new ERR_INVALID_THIS('BroadcastChannel');
    }
  }

  static {
    handleOf = (value) => (typeof value === 'object' && value !== null && #name in value ?
      value.#handle : undefined);
  }

  [customInspect](depth, options) {
    BroadcastChannel.#check(this);
    if (depth < 0) return 'BroadcastChannel';
    const inner = { ...options, depth: options.depth === null ? null : options.depth - 1 };
    return `BroadcastChannel ${inspect({
      name: this.#name, active: this.#handle !== undefined,
    }, inner)}`;
  }

  get name() {
    BroadcastChannel.#check(this);
    return this.#name;
  }

  close() {
    BroadcastChannel.#check(this);
    if (this.#handle === undefined) return;
    this.#handle.removeAllListeners();
    this.#handle.close();
    this.#handle = undefined;
  }

  postMessage(...args) {
    BroadcastChannel.#check(this);
    if (args.length === 0) throw new ERR_MISSING_ARGS('message');
    if (this.#handle === undefined) {
      throw new DOMException('BroadcastChannel is closed.', 'InvalidStateError');
    }
    native.postMessage(this.#handle, args[0], []);
  }

  ref() {
    BroadcastChannel.#check(this);
    if (this.#handle !== undefined) this.#handle.ref();
    return this;
  }

  unref() {
    BroadcastChannel.#check(this);
    if (this.#handle !== undefined) this.#handle.unref();
    return this;
  }
}

for (const name of ['name', 'close', 'postMessage', 'ref', 'unref']) {
  Object.defineProperty(BroadcastChannel.prototype, name, { enumerable: true });
}
Object.defineProperty(BroadcastChannel.prototype, Symbol.toStringTag, {
  configurable: true, value: 'BroadcastChannel',
});
defineEventHandler(BroadcastChannel.prototype, 'message');
defineEventHandler(BroadcastChannel.prototype, 'messageerror');

module.exports = { BroadcastChannel, handleOf };

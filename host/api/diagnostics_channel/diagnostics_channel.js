'use strict';
// SPDX-License-Identifier: MIT

// diagnostics_channel: named channels on which libraries say what they do, at no cost while nobody
// listens. TracingChannel, for operations with a beginning and an end, is in its own file.

require('internal/on-first-use');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateFunction } = require('internal/validate');

const native = internalBinding('process');

// Channels that nobody listens to or holds may be collected, so that names made by the thousand are
// no leak. One with subscribers or stores is held by `busy`.
const channels = new Map();  // name -> WeakRef
const busy = new Set();
const collected = new FinalizationRegistry((name) => {
  if (channels.get(name)?.deref() === undefined) channels.delete(name);
});

function reportLater(error) {
  process.nextTick(() => native.triggerUncaughtException(error, false));
}

class Channel {
  #subscribers = [];  // Replaced, never changed: a subscriber may unsubscribe while it is called.
  #stores = new Map();  // AsyncLocalStorage -> transform

  constructor(name) {
    this.name = name;
  }

  #hold() {
    if (this.hasSubscribers) busy.add(this);
    else busy.delete(this);
  }

  get hasSubscribers() {
    return this.#subscribers.length > 0 || this.#stores.size > 0;
  }

  /** Calls back for each message, with (message, name). */
  subscribe(subscription) {
    validateFunction(subscription, 'subscription');
    this.#subscribers = [...this.#subscribers, subscription];
    this.#hold();
  }

  /** False when that function did not listen. */
  unsubscribe(subscription) {
    const index = this.#subscribers.indexOf(subscription);
    if (index < 0) return false;
    this.#subscribers = this.#subscribers.filter((_, at) => at !== index);
    this.#hold();
    return true;
  }

  /** While runStores() runs, the store holds its message, or what `transform` makes of it. */
  bindStore(store, transform) {
    this.#stores.set(store, transform);
    this.#hold();
  }

  unbindStore(store) {
    const known = this.#stores.delete(store);
    this.#hold();
    return known;
  }

  /** Tells all subscribers. What they throw is an uncaught exception, and not the publisher's. */
  publish(message) {
    for (const subscription of this.#subscribers) {
      try {
        subscription(message, this.name);
      } catch (error) {
        reportLater(error);
      }
    }
  }

  /** Publishes and calls a function with the bound stores set. */
  runStores(message, callback, thisArg, ...args) {
    let run = () => {
      this.publish(message);
      return Reflect.apply(callback, thisArg, args);
    };
    for (const [store, transform] of this.#stores) run = withStore(store, transform, message, run);
    return run();
  }
}

function withStore(store, transform, message, next) {
  return () => {
    let value = message;
    try {
      if (transform !== undefined) value = transform(message);
    } catch (error) {
      reportLater(error);
      return next();
    }
    return store.run(value, next);
  };
}

/** The channel of that name; always the same one. */
function channel(name) {
  const known = channels.get(name)?.deref();
  if (known !== undefined) return known;
  if (typeof name !== 'string' && typeof name !== 'symbol') {
    throw new ERR_INVALID_ARG_TYPE('channel', ['string', 'symbol'], name);
  }
  const made = new Channel(name);
  channels.set(name, new WeakRef(made));
  collected.register(made, name);
  return made;
}

function subscribe(name, subscription) {
  channel(name).subscribe(subscription);
}

function unsubscribe(name, subscription) {
  return channel(name).unsubscribe(subscription);
}

function hasSubscribers(name) {
  return channels.get(name)?.deref()?.hasSubscribers ?? false;
}

module.exports = { channel, hasSubscribers, subscribe, unsubscribe, Channel };
Object.assign(module.exports, require('diagnostics_channel/tracing'));

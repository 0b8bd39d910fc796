'use strict';
// SPDX-License-Identifier: MIT

// AsyncLocalStorage: a value that follows the asynchronous calls made while it was set. All storages'
// values of one moment are one frame, a Map that is replaced and never changed.

const native = internalBinding('async_hooks');
const { use, FRAMES } = require('internal/async-context');
const { AsyncResource } = require('async_hooks/resource');
const { validateFunction } = require('internal/validate');

class AsyncLocalStorage {
  #key;  // Undefined while it is disabled; a new one each time it is enabled, so that old values are gone.

  static bind(fn) {
    return AsyncResource.bind(fn);
  }

  static snapshot() {
    return AsyncLocalStorage.bind((callback, ...args) => callback(...args));
  }

  #enable() {
    if (this.#key !== undefined) return;
    this.#key = {};
    use(FRAMES);
  }

  #frameWith(store) {
    const frame = new Map(native.frame());
    frame.set(this.#key, store);
    return frame;
  }

  /** The value of here and now; undefined outside of run() and after disable(). */
  getStore() {
    return this.#key === undefined ? undefined : native.frame()?.get(this.#key);
  }

  /** Sets the value for the rest of this operation and for all that it starts. */
  enterWith(store) {
    this.#enable();
    native.setFrame(this.#frameWith(store));
  }

  /** Calls a function with the value set for it and for all that it starts. */
  run(store, callback, ...args) {
    this.#enable();
    if (Object.is(store, this.getStore()) && native.frame()?.has(this.#key)) {
      return Reflect.apply(callback, null, args);
    }
    const outer = native.frame();
    native.setFrame(this.#frameWith(store));
    try {
      return Reflect.apply(callback, null, args);
    } finally {
      native.setFrame(outer);
    }
  }

  /** Calls a function without the value. */
  exit(callback, ...args) {
    if (this.#key === undefined) return Reflect.apply(callback, null, args);
    const outer = native.frame();
    const frame = new Map(outer);
    frame.delete(this.#key);
    native.setFrame(frame);
    try {
      return Reflect.apply(callback, null, args);
    } finally {
      native.setFrame(outer);
    }
  }

  /** Forgets the value everywhere, until run() or enterWith(). */
  disable() {
    this.#key = undefined;
  }
}

module.exports = { AsyncLocalStorage };

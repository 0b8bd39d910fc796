'use strict';
// SPDX-License-Identifier: MIT

// events.once and events.on: waiting for one event, or for each in turn, with promises.

const { AbortError, codes } = require('internal/errors');
const {
  validateAbortSignal, validateInteger, validateObject,
} = require('internal/validate');
const { ERR_INVALID_ARG_TYPE } = codes;

// Listens on an emitter or on an EventTarget; returns how to stop.
function listen(source, type, listener, style = undefined) {
  if (typeof source?.on === 'function') {
    source[style === 'once' ? 'once' : 'on'](type, listener);
    return () => source.removeListener(type, listener);
  }
  if (typeof source?.addEventListener === 'function') {
    source.addEventListener(type, listener, { once: style === 'once' });
    return () => source.removeEventListener(type, listener);
  }
  throw new ERR_INVALID_ARG_TYPE('emitter', 'EventEmitter', source);
}

/**
 * Waits for the next event of a type; rejects on an error, or when the signal aborts.
 *
 * @param {EventEmitter | EventTarget} emitter
 * @param {string | symbol} type
 * @param {{ signal?: AbortSignal }} [options]
 * @returns {Promise<any[]>} the event's arguments
 */
async function once(emitter, type, options = {}) {
  const signal = options?.signal;
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });

  return new Promise((resolve, reject) => {
    const stops = [];
    const finish = (settle, value) => {
      for (const stop of stops) stop();
      settle(value);
    };
    stops.push(listen(emitter, type, (...args) => finish(resolve, args), 'once'));
    if (type !== 'error' && typeof emitter.once === 'function') {
      stops.push(listen(emitter, 'error', (error) => finish(reject, error), 'once'));
    }
    if (signal !== undefined) {
      const onAbort = () =>
        finish(reject, new AbortError(undefined, { cause: signal.reason }));
      stops.push(listen(signal, 'abort', onAbort, 'once'));
    }
  });
}

// The events that nobody has asked for yet, and the promises that have no event yet.
class EventQueue {
  #events = [];
  #waiting = [];
  #error = undefined;
  #finished = false;
  #stops = [];
  #source;
  #marks;
  #paused = false;

  constructor(source, marks) {
    this.#source = source;
    this.#marks = marks;
  }

  listen(type, listener) {
    this.#stops.push(listen(this.#source, type, listener));
  }

  stopWith(stop) {
    this.#stops.push(stop);
  }

  add(args) {
    const waiting = this.#waiting.shift();
    if (waiting !== undefined) {
      waiting.resolve({ value: args, done: false });
      return;
    }
    this.#events.push(args);
    if (!this.#paused && this.#events.length > this.#marks.high) {
      this.#paused = true;
      this.#source.pause();
    }
  }

  fail(error) {
    const waiting = this.#waiting.shift();
    if (waiting === undefined) this.#error = error;
    else waiting.reject(error);
    this.close();
  }

  close() {
    for (const stop of this.#stops) stop();
    this.#stops = [];
    this.#finished = true;
    for (const waiting of this.#waiting.splice(0)) {
      waiting.resolve({ value: undefined, done: true });
    }
    return Promise.resolve({ value: undefined, done: true });
  }

  next() {
    if (this.#events.length > 0) {
      const value = this.#events.shift();
      if (this.#paused && this.#events.length < this.#marks.low) {
        this.#paused = false;
        this.#source.resume();
      }
      return Promise.resolve({ value, done: false });
    }
    if (this.#error !== undefined) {
      const error = this.#error;
      this.#error = undefined;
      return Promise.reject(error);
    }
    if (this.#finished) return this.close();
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }
}

/**
 * Iterates over the events of a type, each as the array of its arguments.
 *
 * @param {EventEmitter | EventTarget} emitter
 * @param {string | symbol} type
 * @param {{ signal?: AbortSignal, close?: string[], highWaterMark?: number,
 *           lowWaterMark?: number }} [options]
 * @returns {AsyncIterableIterator<any[]>}
 */
function on(emitter, type, options = {}) {
  validateObject(options, 'options');
  const { signal } = options;
  validateAbortSignal(signal, 'options.signal');
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
  const high = options.highWaterMark ?? options.highWatermark ?? Number.MAX_SAFE_INTEGER;
  const low = options.lowWaterMark ?? options.lowWatermark ?? 1;
  validateInteger(high, 'options.highWaterMark', 1);
  validateInteger(low, 'options.lowWaterMark', 1);

  const queue = new EventQueue(emitter, { high, low });
  queue.listen(type, (...args) => queue.add(args));
  if (type !== 'error' && typeof emitter.on === 'function') {
    queue.listen('error', (error) => queue.fail(error));
  }
  for (const closing of options.close ?? []) queue.listen(closing, () => queue.close());
  if (signal !== undefined) {
    const onAbort = () => queue.fail(new AbortError(undefined, { cause: signal.reason }));
    queue.stopWith(listen(signal, 'abort', onAbort, 'once'));
  }

  const asyncIteratorPrototype =
    Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype);
  return Object.setPrototypeOf({
    next() {
      return queue.next();
    },
    return() {
      return queue.close();
    },
    throw(error) {
      if (!(error instanceof Error)) {
        throw new ERR_INVALID_ARG_TYPE('EventEmitter.AsyncIterator', 'Error', error);
      }
      queue.fail(error);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  }, asyncIteratorPrototype);
}

module.exports = { on, once };

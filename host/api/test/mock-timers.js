'use strict';
// SPDX-License-Identifier: MIT

// node:test's mock of time: timers, timers/promises and Date stand still until a test moves them.

require('internal/on-first-use');
const EventEmitter = require('events');
const timers = require('timers');
const timersPromises = require('timers/promises');
const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_STATE }, AbortError } =
  require('internal/errors');
const {
  validateAbortSignal, validateArray, validateNumber, validateObject, validateStringArray,
} = require('internal/validate');

const APIS = ['setTimeout', 'setInterval', 'setImmediate', 'Date', 'scheduler.wait'];
const LONGEST = 2 ** 31 - 1;

function toDelay(delay) {
  const time = Number(delay);
  return time >= 1 && time <= LONGEST ? Math.trunc(time) : 1;
}

class MockTimeout {
  #owner;

  constructor(owner, entry) {
    this.#owner = owner;
    this.entry = entry;
  }

  hasRef() {
    return true;
  }
  ref() {
    return this;
  }
  unref() {
    return this;
  }
  refresh() {
    this.#owner.refresh(this.entry);
    return this;
  }
  close() {
    this.#owner.clear(this);
    return this;
  }
  [Symbol.toPrimitive]() {
    return this.entry.id;
  }
}

// What waits for its time, the soonest first.
class Queue {
  #entries = [];
  #lastId = 0;
  now = 0;

  add(callback, delay, args, every) {
    const entry = {
      id: ++this.#lastId, callback, args, every, delay, at: this.now + delay, active: true,
    };
    this.#insert(entry);
    return new MockTimeout(this, entry);
  }

  #insert(entry) {
    let at = this.#entries.length;
    while (at > 0 && this.#entries[at - 1].at > entry.at) at -= 1;
    this.#entries.splice(at, 0, entry);
  }

  #remove(entry) {
    const at = this.#entries.indexOf(entry);
    if (at >= 0) this.#entries.splice(at, 1);
  }

  refresh(entry) {
    this.#remove(entry);
    entry.at = this.now + entry.delay;
    if (entry.active) this.#insert(entry);
  }

  clear(timer) {
    const entry = timer instanceof MockTimeout ? timer.entry :
      this.#entries.find(({ id }) => id === Number(timer));
    if (entry === undefined) return;
    entry.active = false;
    this.#remove(entry);
  }

  get last() {
    return this.#entries.at(-1)?.at;
  }

  // As in Node, what runs sees the time at the end.
  runUntil(time) {
    this.now = time;
    while (this.#entries.length > 0 && this.#entries[0].at <= time) {
      const entry = this.#entries.shift();
      if (entry.every) {
        entry.at += Math.max(1, entry.delay);
        this.#insert(entry);
      } else {
        entry.active = false;
      }
      Reflect.apply(entry.callback, undefined, entry.args);
    }
  }
}

const abortedBy = (signal) => new AbortError(undefined, { cause: signal.reason });

class MockTimers {
  #enabled = false;
  #queue;
  #restores = [];

  #replace(object, name, value) {
    const descriptor = Object.getOwnPropertyDescriptor(object, name);
    Object.defineProperty(object, name, {
      configurable: true, enumerable: descriptor?.enumerable ?? true, writable: true, value,
    });
    this.#restores.push(() => {
      if (descriptor === undefined) delete object[name];
      else Object.defineProperty(object, name, descriptor);
    });
  }

  #add(callback, delay, args, every) {
    return this.#queue.add(callback, delay, args, every);
  }

  // A promise of a moment, which a signal may take back.
  #wait(delay, value, options = {}) {
    if (options === null || typeof options !== 'object') {
      return Promise.reject(new ERR_INVALID_ARG_VALUE('options', options));
    }
    const { signal } = options;
    try {
      if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
    } catch (error) {
      return Promise.reject(error);
    }
    if (signal?.aborted) return Promise.reject(abortedBy(signal));
    return new Promise((resolve, reject) => {
      const onAbort = () => {
        this.#queue.clear(timer);
        reject(abortedBy(signal));
      };
      const timer = this.#add(() => {
        signal?.removeEventListener('abort', onAbort);
        resolve(value);
      }, delay, [], false);
      signal?.addEventListener('abort', onAbort, { once: true });
    });
  }

  async* #ticks(delay, value, options = {}) {
    validateObject(options, 'options');
    const { signal } = options;
    if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
    if (signal?.aborted) throw abortedBy(signal);
    const emitter = new EventEmitter();
    const timer = this.#add(() => emitter.emit('tick', value ?? this.#queue.now), delay, [], true);
    try {
      for await (const [tick] of EventEmitter.on(emitter, 'tick', { signal })) yield tick;
    } finally {
      this.#queue.clear(timer);
    }
  }

  #enableApi(api) {
    const clear = (timer) => this.#queue.clear(timer);
    const everywhere = (name, value) => {
      this.#replace(globalThis, name, value);
      this.#replace(timers, name, value);
    };
    switch (api) {
      case 'setTimeout':
        everywhere('setTimeout', (callback, delay, ...args) =>
          this.#add(callback, toDelay(delay), args, false));
        everywhere('clearTimeout', clear);
        this.#replace(timersPromises, 'setTimeout', (delay, value, options) =>
          this.#wait(toDelay(delay), value, options));
        break;
      case 'setInterval':
        everywhere('setInterval', (callback, delay, ...args) =>
          this.#add(callback, toDelay(delay), args, true));
        everywhere('clearInterval', clear);
        this.#replace(timersPromises, 'setInterval', (delay, value, options) =>
          this.#ticks(toDelay(delay), value, options));
        break;
      case 'setImmediate':
        everywhere('setImmediate', (callback, ...args) => this.#add(callback, 0, args, false));
        everywhere('clearImmediate', clear);
        this.#replace(timersPromises, 'setImmediate', (value, options) =>
          this.#wait(0, value, options));
        break;
      case 'scheduler.wait':
        this.#replace(timersPromises.scheduler, 'wait', (delay, options) =>
          this.#wait(toDelay(delay), undefined, options));
        break;
      case 'Date':
        this.#replace(globalThis, 'Date', this.#makeDate());
        break;
    }
  }

  #makeDate() {
    const RealDate = globalThis.Date;
    const now = () => this.#queue.now;
    function MockDate(...args) {
      if (new.target === undefined) return new RealDate(now()).toString();
      return Reflect.construct(RealDate, args.length === 0 ? [now()] : args,
        new.target === MockDate ? RealDate : new.target);
    }
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(RealDate))) {
      if (name !== 'now' && name !== 'name') Object.defineProperty(MockDate, name, descriptor);
    }
    const hidden = { configurable: true, enumerable: false, writable: true };
    Object.defineProperties(MockDate, {
      isMock: { ...hidden, value: true }, name: { ...hidden, value: 'Date' },
      now: { ...hidden, value: now },
    });
    return MockDate;
  }

  #assertEnabled() {
    if (this.#enabled) return;
    throw new ERR_INVALID_STATE('You should enable MockTimers first by calling the .enable function');
  }

  /**
   * From here on time stands still.
   *
   * @param {{ apis?: string[], now?: number | Date }} [options]
   */
  enable(options = {}) {
    if (this.#enabled) {
      throw new ERR_INVALID_STATE('MockTimers is already enabled!');
    }
    if (Array.isArray(options)) options = { apis: options };
    validateObject(options, 'options');
    const { apis = ['setTimeout', 'setInterval', 'setImmediate', 'Date'], now = 0 } = options;
    validateArray(apis, 'options.apis');
    validateStringArray(apis, 'options.apis');
    for (const api of apis) {
      if (!APIS.includes(api)) {
        throw new ERR_INVALID_ARG_VALUE('options.apis', api,
          `option ${api} is not supported`);
      }
    }
    const start = now instanceof Date ? now.getTime() : now;
    validateNumber(start, 'initialTime');
    if (!(start >= 0)) throw new ERR_INVALID_ARG_VALUE('time', 'positive integer', start);
    this.#queue = new Queue();
    this.#queue.now = start;
    this.#enabled = true;
    for (const api of new Set(apis)) this.#enableApi(api);
  }

  /** Time as it was. */
  reset() {
    if (!this.#enabled) return;
    while (this.#restores.length > 0) this.#restores.pop()();
    this.#enabled = false;
    this.#queue = undefined;
  }

  /** Moves time on and runs what is due, in its order. */
  tick(time = 1) {
    this.#assertEnabled();
    if (time < 0) throw new ERR_INVALID_ARG_VALUE('time', 'positive integer', time);
    this.#queue.runUntil(this.#queue.now + time);
  }

  /** Runs all that waits, as far as it waited when this was called. */
  runAll() {
    this.#assertEnabled();
    const { last } = this.#queue;
    this.#queue.runUntil(Math.max(last ?? 0, this.#queue.now));
  }

  /** Sets the date. Timers that are due by then run with the next tick(). */
  setTime(time = 0) {
    validateNumber(time, 'time');
    this.#assertEnabled();
    if (time < 0) throw new ERR_INVALID_ARG_VALUE('time', 'positive integer', time);
    this.#queue.now = time;
  }

  [Symbol.dispose]() {
    this.reset();
  }
}

module.exports = { MockTimers };

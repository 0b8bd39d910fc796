'use strict';
// SPDX-License-Identifier: MIT

// Makes the library's classes look like Node's: how they are inspected, and the properties by which
// stream.finished(), addAbortSignal(), isErrored() and their like see into a web stream.

require('internal/on-first-use');
const { customInspect, inspect } = require('internal/inspect');

const kDisturbed = Symbol.for('nodejs.stream.disturbed');
const kErrored = Symbol.for('nodejs.stream.errored');
const kReadable = Symbol.for('nodejs.stream.readable');
const kWritable = Symbol.for('nodejs.stream.writable');
const kClosed = Symbol.for('nodejs.webstream.isClosedPromise');
const kError = Symbol.for('nodejs.webstream.controllerErrorFunction');

const AsyncIteratorPrototype =
  Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}.prototype));

const states = new WeakMap();

function makeClosed() {
  const closed = {};
  closed.promise = new Promise((resolve, reject) => Object.assign(closed, { resolve, reject }));
  closed.promise.catch(() => {});  // Whoever waits handles it.
  return closed;
}

// The library's state of a stream is a property; here one that sees its end.
const watchedState = {
  __proto__: null,
  configurable: true,
  get() {
    return states.get(this)?.state;
  },
  set(state) {
    let known = states.get(this);
    if (known === undefined) {
      known = { state, closed: undefined };
      states.set(this, known);
    }
    known.state = state;
    if (known.closed !== undefined) settle(this, known);
  },
};

function settle(stream, { state, closed }) {
  if (state === 'closed') closed.resolve();
  // The reason is set behind the state.
  else if (state === 'errored') queueMicrotask(() => closed.reject(stream._storedError));
}

function closedOf(stream) {
  const known = states.get(stream);
  if (known === undefined) return undefined;
  if (known.closed === undefined) {
    known.closed = makeClosed();
    settle(stream, known);
  }
  return known.closed;
}

function getter(get) {
  return { __proto__: null, configurable: true, get };
}

const watched = {
  _state: watchedState,
  [kClosed]: getter(function() {
    return closedOf(this);
  }),
  [kErrored]: getter(function() {
    return this._state === 'errored';
  }),
};

function shownBy(...names) {
  return function(depth, options) {
    if (depth < 0) return this;
    const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
    const shown = Object.fromEntries(names.map((name) => [name.replace('_', ''), this[name]]));
    return `${this.constructor.name} ${inspect(shown, inner)}`;
  };
}

const SHOWN = {
  ByteLengthQueuingStrategy: ['highWaterMark'],
  CountQueuingStrategy: ['highWaterMark'],
  ReadableByteStreamController: [],
  ReadableStreamBYOBReader: [],
  ReadableStreamBYOBRequest: ['view'],
  ReadableStreamDefaultController: [],
  ReadableStreamDefaultReader: [],
  TransformStream: ['readable', 'writable', '_backpressure'],
  TransformStreamDefaultController: [],
  WritableStream: ['locked', '_state'],
  WritableStreamDefaultController: [],
  WritableStreamDefaultWriter: [],
};

function inspectReadable(depth, options) {
  if (depth < 0) return this;
  const inner = { ...options, depth: options.depth == null ? null : options.depth - 1 };
  const supportsBYOB =
    this._readableStreamController?.constructor.name === 'ReadableByteStreamController';
  const { locked, _state: state } = this;
  return `ReadableStream ${inspect({ locked, state, supportsBYOB }, inner)}`;
}

function defineInspect(Class, value) {
  Object.defineProperty(Class.prototype, customInspect, {
    __proto__: null, configurable: true, writable: true, value,
  });
}

/**
 * @param {Record<string, Function>} classes the library's
 */
function finishClasses(classes) {
  const { ReadableStream, WritableStream } = classes;
  const iteratorClass = Object.getPrototypeOf(new ReadableStream().values());
  Object.setPrototypeOf(iteratorClass, AsyncIteratorPrototype);
  Object.defineProperties(ReadableStream.prototype, {
    ...watched,
    [kDisturbed]: getter(function() {
      return this._disturbed;
    }),
    [kReadable]: getter(function() {
      return this._state === 'readable';
    }),
    [kError]: {
      value(error) {
        this._readableStreamController.error(error);
      },
    },
  });
  Object.defineProperties(WritableStream.prototype, {
    ...watched,
    [kWritable]: getter(function() {
      return this._state === 'writable';
    }),
    [kError]: {
      value(error) {
        this._writableStreamController.error(error);
      },
    },
  });
  defineInspect(ReadableStream, inspectReadable);
  for (const [name, shown] of Object.entries(SHOWN)) {
    defineInspect(classes[name], shownBy(...shown));
  }
}

module.exports = { finishClasses };

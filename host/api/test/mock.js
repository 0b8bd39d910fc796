'use strict';
// SPDX-License-Identifier: MIT

// node:test's mocks of functions, methods, getters and setters. Those of timers are in
// test/mock-timers.

require('internal/on-first-use');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } =
  require('internal/errors');
const {
  validateBoolean, validateFunction, validateInteger, validateObject,
} = require('internal/validate');

// A new one for each mock: they may be given properties.
const makeNoop = () => function() {};

function validateTimes(value, name) {
  if (value === Infinity) return;
  validateInteger(value, name, 1);
}

function validateStringOrSymbol(value, name) {
  if (typeof value === 'string' || typeof value === 'symbol') return;
  throw new ERR_INVALID_ARG_TYPE(name, ['string', 'symbol'], value);
}

function validateHolder(value) {
  if ((typeof value === 'object' && value !== null) || typeof value === 'function') return;
  throw new ERR_INVALID_ARG_TYPE('object', 'object', value);
}

class MockFunctionContext {
  #calls = [];
  #implementation;
  #once;  // Map: number of a call -> what runs for it.
  #restore;
  #times;
  #original;

  constructor(implementation, original, restore, times) {
    this.#implementation = implementation;
    this.#original = original;
    this.#restore = restore;
    this.#times = times;
  }

  /** What is known of each call: arguments, result or error, this, target, a stack. */
  get calls() {
    return [...this.#calls];
  }

  callCount() {
    return this.#calls.length;
  }

  /** Changes what runs from the next call on. */
  mockImplementation(implementation) {
    validateFunction(implementation, 'implementation');
    this.#implementation = implementation;
  }

  /** Changes what runs for one call: the next, or that of this number. */
  mockImplementationOnce(implementation, onCall) {
    validateFunction(implementation, 'implementation');
    const next = this.#calls.length;
    if (onCall !== undefined) {
      validateInteger(onCall, 'onCall', next);
    }
    this.#once ??= new Map();
    this.#once.set(onCall ?? next, implementation);
  }

  resetCalls() {
    this.#calls = [];
  }

  /** The original is called from now on; a mocked method is put back. */
  restore() {
    this.#restore?.();
    this.#implementation = this.#original;
    this.#once = undefined;
    this.#times = Infinity;
  }

  /** What is to run now. */
  static next(context) {
    const number = context.#calls.length;
    const once = context.#once?.get(number);
    context.#once?.delete(number);
    if (number + 1 === context.#times) context.restore();
    return once;
  }

  static implementation(context) {
    return context.#implementation;
  }

  static track(context, call) {
    context.#calls.push(call);
  }
}

const { implementation: implementationOf, next: nextOf, track } = MockFunctionContext;
for (const name of ['implementation', 'next', 'track']) delete MockFunctionContext[name];

// Runs one call and notes it, whether it returns or throws.
function recorded(context, target, self, args, run) {
  // Its own turn may be the one that puts the original back.
  const usual = implementationOf(context);
  const chosen = nextOf(context) ?? usual;
  const call = {
    arguments: args, error: undefined, result: undefined, stack: new Error(), target, this: self,
  };
  try {
    call.result = run(chosen, call);
    return call.result;
  } catch (error) {
    call.error = error;
    throw error;
  } finally {
    track(context, call);
  }
}

function makeMock(original, context) {
  return new Proxy(original, {
    apply: (target, self, args) =>
      recorded(context, undefined, self, args, (chosen) => Reflect.apply(chosen, self, args)),
    construct: (target, args, newTarget) =>
      recorded(context, target, undefined, args, (chosen, call) => {
        const result = Reflect.construct(chosen, args, newTarget);
        call.this = result;
        return result;
      }),
    get: (target, name, receiver) =>
      (name === 'mock' ? context : Reflect.get(target, name, receiver)),
  });
}

function descriptorOf(object, name) {
  for (let at = object; at !== null; at = Object.getPrototypeOf(at)) {
    const descriptor = Object.getOwnPropertyDescriptor(at, name);
    if (descriptor !== undefined) return descriptor;
  }
  return undefined;
}

class MockTracker {
  #contexts = [];
  #timers;

  /** Mocks of timers and of the date. */
  get timers() {
    const { MockTimers } = require('test/mock-timers');
    return this.#timers ??= new MockTimers();
  }

  /**
   * A function that notes its calls.
   *
   * @param {Function} [original] what it stands for
   * @param {Function} [implementation] what runs instead
   * @param {{ times?: number }} [options] times: after so many calls the original runs
   */
  fn(original = makeNoop(), implementation = original, options = {}) {
    if (original !== null && typeof original === 'object') {
      options = original;
      original = makeNoop();
      implementation = original;
    } else if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = original;
    }
    validateFunction(original, 'original');
    validateFunction(implementation, 'implementation');
    validateObject(options, 'options');
    const { times = Infinity } = options;
    validateTimes(times, 'options.times');
    return this.#make(original, implementation, undefined, times);
  }

  #make(original, implementation, restore, times) {
    const context = new MockFunctionContext(implementation, original, restore, times);
    this.#contexts.push(context);
    return makeMock(original, context);
  }

  /**
   * Puts a mock in the place of a method, or of the getter or setter of a property.
   *
   * @param {object | Function} objectOrFunction
   * @param {string | symbol} methodName
   * @param {Function} [implementation]
   * @param {{ getter?: boolean, setter?: boolean, times?: number }} [options]
   */
  method(objectOrFunction, methodName, implementation = undefined, options = {}) {
    validateHolder(objectOrFunction);
    validateStringOrSymbol(methodName, 'methodName');
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = undefined;
    }
    if (implementation !== undefined) validateFunction(implementation, 'implementation');
    validateObject(options, 'options');
    const { getter = false, setter = false, times = Infinity } = options;
    validateBoolean(getter, 'options.getter');
    validateBoolean(setter, 'options.setter');
    validateTimes(times, 'options.times');
    if (getter && setter) {
      throw new ERR_INVALID_ARG_VALUE('options.setter', setter,
        "cannot be used with 'options.getter'");
    }

    const descriptor = descriptorOf(objectOrFunction, methodName);
    const slot = getter ? 'get' : setter ? 'set' : 'value';
    const original = descriptor?.[slot];
    if (typeof original !== 'function') {
      throw new ERR_INVALID_ARG_VALUE('methodName', original, 'must be a method');
    }
    // As in Node, what was inherited is the object's own afterwards.
    const restore = () => Object.defineProperty(objectOrFunction, methodName, descriptor);
    const mock = this.#make(original, implementation ?? original, restore, times);
    Object.defineProperty(objectOrFunction, methodName,
      { ...descriptor, configurable: true, [slot]: mock });
    return mock;
  }

  /** method() for a getter. */
  getter(object, methodName, implementation = undefined, options = {}) {
    return this.#accessor('getter', object, methodName, implementation, options);
  }

  /** method() for a setter. */
  setter(object, methodName, implementation = undefined, options = {}) {
    return this.#accessor('setter', object, methodName, implementation, options);
  }

  #accessor(kind, object, methodName, implementation, options) {
    if (implementation !== null && typeof implementation === 'object') {
      options = implementation;
      implementation = undefined;
    } else {
      validateObject(options, 'options');
    }
    if (options[kind] === false) {
      throw new ERR_INVALID_ARG_VALUE(`options.${kind}`, false, 'cannot be false');
    }
    return this.method(object, methodName, implementation, { ...options, [kind]: true });
  }

  /** Puts everything back and forgets the mocks. */
  reset() {
    this.restoreAll();
    this.#timers?.reset();
    this.#contexts = [];
  }

  /** Puts everything back; the mocks stay the tracker's. */
  restoreAll() {
    for (const context of this.#contexts) context.restore();
  }
}

module.exports = { MockFunctionContext, MockTracker };

'use strict';
// SPDX-License-Identifier: MIT

// assert.CallTracker: counts how often functions are called.

const { AssertionError } = require('assert/assertion-error');
const { codes } = require('internal/errors');
const { validateUint32 } = require('internal/validate');
const { ERR_INVALID_ARG_VALUE, ERR_UNAVAILABLE_DURING_EXIT } = codes;

const ignore = () => {};

// What is known of one tracked function.
class Tracking {
  #expected;
  #name;
  #made;
  #calls = [];

  constructor(expected, name, made) {
    this.#expected = expected;
    this.#name = name;
    this.#made = made;
  }

  add(thisArg, args) {
    this.#calls.push(Object.freeze({ thisArg, arguments: Object.freeze(args.slice()) }));
  }

  get calls() {
    return Object.freeze(this.#calls.slice());
  }

  reset() {
    this.#calls = [];
  }

  // Nothing, when the function was called as often as expected.
  report() {
    const actual = this.#calls.length;
    if (actual === this.#expected) return undefined;
    return {
      message: `Expected the ${this.#name} function to be executed ${this.#expected} time(s) ` +
        `but was executed ${actual} time(s).`,
      actual,
      expected: this.#expected,
      operator: this.#name,
      stack: this.#made,
    };
  }
}

class CallTracker {
  #tracked = new Map();

  calls(fn, expected = 1) {
    if (process._exiting) throw new ERR_UNAVAILABLE_DURING_EXIT();
    const onlyCount = typeof fn === 'number';
    const count = onlyCount ? fn : expected;
    const target = onlyCount || fn === undefined ? ignore : fn;
    validateUint32(count, 'expected', true);

    const tracking = new Tracking(count, target.name || 'calls', new Error());
    const tracked = new Proxy(target, {
      __proto__: null,
      apply(inner, thisArg, args) {
        tracking.add(thisArg, args);
        return Reflect.apply(inner, thisArg, args);
      },
    });
    this.#tracked.set(tracked, tracking);
    return tracked;
  }

  getCalls(fn) {
    return this.#of(fn).calls;
  }

  reset(fn) {
    if (fn !== undefined) {
      this.#of(fn).reset();
      return;
    }
    for (const tracking of this.#tracked.values()) tracking.reset();
  }

  report() {
    const reports = [];
    for (const tracking of this.#tracked.values()) {
      const report = tracking.report();
      if (report !== undefined) reports.push(report);
    }
    return reports;
  }

  verify() {
    const reports = this.report();
    if (reports.length === 0) return;
    const message = reports.length === 1 ? reports[0].message :
      'Functions were not called the expected number of times';
    throw new AssertionError({ message, details: reports });
  }

  #of(fn) {
    const tracking = this.#tracked.get(fn);
    if (tracking === undefined) {
      throw new ERR_INVALID_ARG_VALUE('tracked', fn, 'is not a tracked function');
    }
    return tracking;
  }
}

module.exports = { CallTracker };

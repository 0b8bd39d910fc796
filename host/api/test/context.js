'use strict';
// SPDX-License-Identifier: MIT

// What the function of a test or of a suite is given.

require('internal/on-first-use');
const { validateFunction, validateUint32 } = require('internal/validate');

class TestContext {
  #test;
  #mock;
  #assert;

  constructor(test) {
    this.#test = test;
  }

  get signal() {
    return this.#test.signal;
  }

  get name() {
    return this.#test.name;
  }

  get fullName() {
    return this.#test.fullName;
  }

  get filePath() {
    return this.#test.entryFile;
  }

  /** Mocks that are put back when the test has ended. */
  get mock() {
    const { MockTracker } = require('test/mock');
    return this.#mock ??= new MockTracker();
  }

  /** node:assert, whose calls count for plan(). */
  get assert() {
    if (this.#assert === undefined) {
      const assert = require('assert');
      this.#assert = { __proto__: null };
      for (const name of Object.keys(assert)) {
        if (typeof assert[name] !== 'function' || name === 'AssertionError') continue;
        this.#assert[name] = (...args) => {
          this.#test.countAssertion();
          return Reflect.apply(assert[name], assert, args);
        };
      }
    }
    return this.#assert;
  }

  /** Puts back what the test mocked. */
  static restoreMocks(context) {
    context.#mock?.reset();
  }

  diagnostic(message) {
    this.#test.diagnostic(message);
  }

  /** How many assertions and subtests there have to be. */
  plan(count) {
    validateUint32(count, 'count');
    this.#test.plan(count);
  }

  runOnly(value) {
    this.#test.runOnlySubtests = !!value;
  }

  skip(message) {
    this.#test.skip(message);
  }

  todo(message) {
    this.#test.todo(message);
  }

  test(name, options, fn) {
    this.#test.countAssertion();
    return this.#test.addTest(name, options, fn, undefined, this.test);
  }

  before(fn, options) {
    this.#addHook('before', fn, options);
  }

  after(fn, options) {
    this.#addHook('after', fn, options);
  }

  beforeEach(fn, options) {
    this.#addHook('beforeEach', fn, options);
  }

  afterEach(fn, options) {
    this.#addHook('afterEach', fn, options);
  }

  #addHook(kind, fn, options) {
    validateFunction(fn, 'fn');
    this.#test.addHook(kind, fn, options);
  }
}

const { restoreMocks } = TestContext;
delete TestContext.restoreMocks;

class SuiteContext {
  #suite;

  constructor(suite) {
    this.#suite = suite;
  }

  get signal() {
    return this.#suite.signal;
  }

  get name() {
    return this.#suite.name;
  }

  get fullName() {
    return this.#suite.fullName;
  }

  get filePath() {
    return this.#suite.entryFile;
  }
}

module.exports = { SuiteContext, TestContext, restoreMocks };

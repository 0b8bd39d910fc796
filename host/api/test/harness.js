'use strict';
// SPDX-License-Identifier: MIT

// Tests and suites: what runs when, and what came of it. What is told of it goes to a
// TestsStream (test/stream); starting and ending a whole run is in test/root.

require('internal/on-first-use');
const { AsyncLocalStorage } = require('async_hooks');
const { AbortController, AbortSignal } = require('internal/abort-controller');
const {
  Hook, callBody, concurrencyOf, milliseconds, noop, placeOfCaller, readArguments, stopOf,
  validateTimeout,
} = require('test/body');
const { SuiteContext, TestContext, restoreMocks } = require('test/context');
const { Failure, Kind } = require('test/failure');
const { validateAbortSignal, validateFunction, validateObject } = require('internal/validate');

// The test that runs: what it starts belongs to it, also later.
const running = new AsyncLocalStorage();

class Test {
  subtests = [];
  hooks = { __proto__: null, before: [], after: [], beforeEach: [], afterEach: [] };
  error;
  passed = false;
  cancelled = false;
  finished = false;
  endTime;
  startTime;
  runOnlySubtests = false;
  #active = 0;
  #pending = [];  // Subtests that wait for their turn, with who waits for them.
  #ready = new Map();  // Number -> subtest that has ended.
  #waitingFor = 1;
  #started = false;
  #entered = false;  // It is one of those that its parent runs at a time.
  #diagnostics = [];
  #controller = new AbortController();
  #planned;
  #counted = 0;
  #ended;  // A promise, from the moment when it is about to be over.
  #isOver = false;

  constructor(session, parent, name, options, fn, place) {
    validateObject(options, 'options');
    const { concurrency, only, timeout, skip, todo, signal, plan } = options;
    if (fn !== undefined && fn !== null) validateFunction(fn, 'fn');
    if (timeout !== undefined && timeout !== null) validateTimeout(timeout);
    if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
    this.session = session;
    this.parent = parent;
    this.concurrency = concurrencyOf(concurrency, parent);
    this.fn = fn ?? noop;
    this.name = typeof name === 'string' && name !== '' ? name : this.fn.name || '<anonymous>';
    this.nesting = parent === undefined || parent.parent === undefined ? 0 : parent.nesting + 1;
    this.number = parent === undefined ? 0 : parent.subtests.length + 1;
    this.only = only;
    this.timeout = timeout ?? parent?.timeout ?? Infinity;
    this.place = place;
    this.entryFile = parent?.entryFile ?? place?.file;
    this.isTodo = todo !== undefined && todo !== false;
    this.skipped = skip !== undefined && skip !== false;
    const message = typeof skip === 'string' ? skip : todo;
    this.message = typeof message === 'string' ? message : undefined;
    if (plan !== undefined) this.plan(plan);
    this.outerSignal = signal;
    this.signal = AbortSignal.any([this.#controller.signal, signal].filter(Boolean));
  }

  get isSuite() {
    return false;
  }

  /** Its result is known; it may wait to be told. */
  get isOver() {
    return this.#isOver;
  }

  get fullName() {
    const above = this.parent?.parent === undefined ? '' : `${this.parent.fullName} > `;
    return `${above}${this.name}`;
  }

  makeContext() {
    return new TestContext(this);
  }

  /** Why it is not to run, by the options of the whole run. */
  filteredBy() {
    const { onlyTests, patterns } = this.session;
    if (this.isSuite) return undefined;
    if (patterns.length > 0 && !this.matches(patterns)) return 'test name does not match pattern';
    if (this.parent.runOnlySubtests && !this.only) return "'only' option not set";
    if (!onlyTests) return undefined;
    for (let at = this; at !== undefined; at = at.parent) if (at.only) return undefined;
    return "'only' option not set";
  }

  matches(patterns) {
    const names = [];
    for (let at = this; at.parent !== undefined; at = at.parent) names.unshift(at.name);
    const full = names.join(' ');
    return patterns.some((pattern) =>
      names.some((name) => pattern.test(name)) || pattern.test(full));
  }

  addTest(name, options, fn, overrides, from) {
    return this.add(Test, readArguments(name, options, fn), overrides, placeOfCaller(from));
  }

  /** Adds a subtest and starts it when its turn has come; the promise is of its end. */
  add(Kind_, [name, options, fn], overrides, place) {
    if (options !== null && typeof options === 'object') options = { ...options, ...overrides };
    const late = this.finished || this.#ended !== undefined;
    if (late) {
      fn = () => {
        throw new Failure('test could not be started because its parent finished',
          Kind.ParentFinished);
      };
    }
    // What comes too late is told of where it can be: beside the first tests.
    const parent = late ? this.session.root : this;
    const test = new Kind_(this.session, parent, name, options, fn, place);
    parent.subtests.push(test);
    test.#tell('test:enqueue', { nesting: test.nesting, name: test.name });
    return test.start();
  }

  addHook(kind, fn, options) {
    this.hooks[kind].push(new Hook(fn, options));
  }

  plan(count) {
    this.#planned = count;
  }

  countAssertion() {
    this.#counted += 1;
  }

  skip(message) {
    this.skipped = true;
    this.message = typeof message === 'string' ? message : undefined;
  }

  todo(message) {
    this.isTodo = true;
    this.message = typeof message === 'string' ? message : undefined;
  }

  diagnostic(message) {
    this.#diagnostics.push(message);
  }

  takeDiagnostics() {
    return this.#diagnostics.splice(0);
  }

  start() {
    if (this.parent.hasRoom()) return this.parent.enter(this);
    return new Promise((resolve) => this.parent.wait({ test: this, resolve }));
  }

  hasRoom() {
    return this.#active < this.concurrency && this.mayRunSubtests();
  }

  mayRunSubtests() {
    return true;
  }

  enter(test) {
    this.#active += 1;
    test.#entered = true;
    test.#tell('test:dequeue', { nesting: test.nesting, name: test.name });
    return test.ending = test.run();
  }

  wait(deferred) {
    this.#pending.push(deferred);
  }

  runPending() {
    while (this.#pending.length > 0 && this.hasRoom()) {
      const { test, resolve } = this.#pending.shift();
      this.enter(test).then(resolve);
    }
  }

  fail(error) {
    if (this.error !== undefined) return;
    this.error = error;
    this.passed = false;
    this.endTime = performance.now();
  }

  pass() {
    if (this.endTime !== undefined && this.error !== undefined) return;
    this.passed = true;
    this.endTime = performance.now();
  }

  cancel(error) {
    if (this.endTime !== undefined) return;
    this.fail(error ??
      new Failure('test did not finish before its parent and was cancelled', Kind.Cancelled));
    this.startTime ??= this.endTime;
    this.cancelled = true;
    this.#controller.abort();
  }

  /** An error of what the test started. False when it is over already. */
  takeUncaught(error, kind) {
    if (this.endTime !== undefined) return false;
    this.fail(new Failure(error, kind));
    this.#controller.abort();
    return true;
  }

  // From the outermost suite or test to this one; the root's as well.
  #ancestors() {
    const list = [];
    for (let at = this.parent; at !== undefined; at = at.parent) list.unshift(at);
    return list;
  }

  async runHooks(kind, self, args) {
    try {
      for (const hook of this.hooks[kind]) {
        const isOnce = kind === 'before' || kind === 'after';
        await (isOnce ? hook.once(self, args) : hook.run(self, args));
      }
    } catch (error) {
      throw error instanceof Failure && error.failureType !== Kind.Code ? error :
        new Failure(error, Kind.Hook);
    }
  }

  async run() {
    this.startTime = performance.now();
    const filter = this.filteredBy();
    if (filter !== undefined) this.skip(filter);
    if (this.outerSignal?.aborted) {
      this.fail(new Failure(this.outerSignal.reason, Kind.Aborted));
      this.cancelled = true;
      return this.settle();
    }
    if (this.skipped) {
      this.pass();
      return this.settle();
    }
    const context = this.makeContext();
    const ancestors = this.#ancestors();
    const stop = stopOf(this.timeout, this.signal);
    let needsAfterEach = false;
    const endHooks = async () => {
      if (needsAfterEach) {
        needsAfterEach = false;
        for (const at of [...ancestors].reverse()) {
          await at.runHooks('afterEach', context, [context]);
        }
      }
    };
    const body = async () => {
      for (const at of ancestors) {
        if (!at.isSuite) await at.runHooks('before', at.context, [at.context].filter(Boolean));
      }
      needsAfterEach = true;
      for (const at of ancestors) await at.runHooks('beforeEach', context, [context]);
      await callBody(this.fn, context, [context], (late) => this.fail(late));
      this.#checkPlan();
    };
    this.context = context;
    try {
      await Promise.race([running.run(this, body), stop.promise]);
      await running.run(this, () => this.runHooks('after', context, [context]));
      await running.run(this, endHooks);
      this.pass();
    } catch (error) {
      this.#failWith(error);
      try {
        await running.run(this, () => this.runHooks('after', context, [context]));
        await running.run(this, endHooks);
      } catch {
        // The first error is the one to show.
      }
    } finally {
      stop.end();
    }
    restoreMocks(context);
    return this.settle();
  }

  #checkPlan() {
    if (this.#planned === undefined || this.#planned === this.#counted) return;
    throw new Failure(`plan expected ${this.#planned} assertions but received ${this.#counted}`,
      Kind.Code);
  }

  #failWith(error) {
    const failure = error instanceof Failure ? error : new Failure(error, Kind.Code);
    const { failureType } = failure;
    if (failureType === Kind.Timeout || failureType === Kind.Aborted) this.cancel(failure);
    else this.fail(failure);
  }

  /** It is over: what it left running is cancelled, and the result told in its turn. */
  async settle(pendingError) {
    return this.#ended ??= this.#settle(pendingError);
  }

  async #settle(pendingError) {
    let failed = 0;
    this.#pending = [];
    for (const subtest of this.subtests) {
      if (!subtest.finished) {
        subtest.cancel(pendingError);
        await subtest.settle(pendingError);
      }
      if (!subtest.passed && !subtest.isTodo) failed += 1;
    }
    if (failed > 0 && this.error === undefined) {
      this.fail(new Failure(`${failed} subtest${failed > 1 ? 's' : ''} failed`, Kind.Subtests));
    }
    this.endTime ??= performance.now();
    this.#isOver = true;
    const { parent } = this;
    if (parent === undefined) return;
    if (!this.signal.aborted) this.#controller.abort();
    const result = this.#result();
    result.details.passed = this.passed;
    this.#tell('test:complete', result);
    if (this.#entered) parent.#active -= 1;
    parent.#ready.set(this.number, this);
    parent.#flush();
    parent.runPending();
    parent.afterSubtest();
  }

  /** Nothing of it runs, waits for its turn, or waits to be told. */
  get isIdle() {
    return this.#active === 0 && this.#pending.length === 0 && this.#ready.size === 0;
  }

  afterSubtest() {}

  get #mayTell() {
    return this.parent === undefined ||
      (this.parent.#waitingFor === this.number && this.parent.#mayTell);
  }

  #flush() {
    if (!this.#mayTell) return;
    for (;;) {
      const subtest = this.#ready.get(this.#waitingFor);
      if (subtest === undefined) return;
      this.#ready.delete(this.#waitingFor);
      subtest.#flush();
      subtest.#report();
      subtest.finished = true;
      this.#waitingFor += 1;
      // The next one may have subtests that are done.
      this.subtests[this.#waitingFor - 1]?.#flush();
    }
  }

  #tell(type, data) {
    this.session.stream.tell(type, { __proto__: null, ...data, ...this.place });
  }

  #tellStart() {
    if (this.#started || this.parent === undefined) return;
    this.#started = true;
    this.parent.#tellStart();
    this.#tell('test:start', { nesting: this.nesting, name: this.name });
  }

  #result() {
    const details = {
      __proto__: null,
      duration_ms: milliseconds((this.endTime ?? 0) - (this.startTime ?? this.endTime ?? 0)),
    };
    if (this.isSuite) details.type = 'suite';
    if (!this.passed) details.error = this.error;
    const data = { name: this.name, nesting: this.nesting, testNumber: this.number, details };
    if (this.skipped) data.skip = this.message ?? true;
    else if (this.isTodo) data.todo = this.message ?? true;
    return data;
  }

  #report() {
    const { nesting } = this;
    this.#tellStart();
    if (this.subtests.length > 0) {
      this.#tell('test:plan', { nesting: nesting + 1, count: this.subtests.length });
    }
    this.session.count(this);
    this.#tell(this.passed ? 'test:pass' : 'test:fail', this.#result());
    for (const message of this.#diagnostics) {
      this.#tell('test:diagnostic', { nesting, message });
    }
  }
}

class Suite extends Test {
  #loaded;
  #isLoading = true;

  constructor(...given) {
    super(...given);
    this.context = this.makeContext();
    if (this.skipped) {
      this.#isLoading = false;
      return;
    }
    // Its function says now which tests there are; they run when its turn has come.
    try {
      const result = running.run(this, () => Reflect.apply(this.fn, this.context, [this.context]));
      this.#loaded = typeof result?.then === 'function' ? result : undefined;
    } catch (error) {
      this.fail(new Failure(error, Kind.Code));
    }
    this.#loaded?.then(noop, noop);
  }

  get isSuite() {
    return true;
  }

  makeContext() {
    return new SuiteContext(this);
  }

  mayRunSubtests() {
    return !this.#isLoading;
  }

  async run() {
    this.startTime = performance.now();
    if (this.outerSignal?.aborted) {
      this.fail(new Failure(this.outerSignal.reason, Kind.Aborted));
      this.cancelled = true;
    }
    if (this.error !== undefined || this.skipped) {
      if (this.error === undefined) this.pass();
      return this.settle();
    }
    const { context } = this;
    const stop = stopOf(this.timeout, this.signal);
    const body = async () => {
      await this.#loaded;
      for (let at = this.parent; at !== undefined; at = at.parent) {
        if (!at.isSuite) await at.runHooks('before', at.context, []);
      }
      await this.runHooks('before', context, [context]);
      this.#isLoading = false;
      await this.#runSubtests();
    };
    try {
      await Promise.race([running.run(this, body), stop.promise]);
      await running.run(this, () => this.runHooks('after', context, [context]));
      this.pass();
    } catch (error) {
      this.#isLoading = false;
      const failure = error instanceof Failure ? error : new Failure(error, Kind.Code);
      const isStop = failure.failureType === Kind.Timeout || failure.failureType === Kind.Aborted;
      if (isStop) this.cancel(failure);
      else this.fail(failure);
      try {
        await running.run(this, () => this.runHooks('after', context, [context]));
      } catch {
        // The first error is the one to show.
      }
    } finally {
      stop.end();
    }
    return this.settle();
  }

  // Each that ends lets the next one start: until none is left.
  async #runSubtests() {
    for (;;) {
      this.runPending();
      const unfinished = this.subtests.filter(({ isOver }) => !isOver);
      if (unfinished.length === 0) return;
      await Promise.race(unfinished.map(({ ending }) => ending).filter(Boolean));
    }
  }
}

module.exports = { Suite, Test, running };

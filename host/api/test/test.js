'use strict';
// SPDX-License-Identifier: MIT

// node:test, the part that most test files use: test, it, describe, hooks, skip, todo, only one
// report (TAP on standard output). Differs from Node: no mocks, no runner of files, no coverage.

require('internal/on-first-use');
const { inspect } = require('internal/inspect');
const { validateFunction } = require('internal/validate');

const HOOKS = ['before', 'after', 'beforeEach', 'afterEach'];

function readArguments(name, options, fn) {
  if (typeof name === 'function') fn = name;
  else if (name !== null && typeof name === 'object') [fn, options] = [options, name];
  else if (typeof options === 'function') fn = options;
  const title = typeof name === 'string' ? name : fn?.name;
  const settings = options !== null && typeof options === 'object' ? options : {};
  return { name: title || '<anonymous>', options: settings, fn };
}

function fails(error) {
  const text = error instanceof Error ? error.stack : inspect(error);
  return `${text}`.split('\n').map((line) => `    ${line}`).join('\n');
}

// Calls a function that takes a callback, returns a promise, or neither.
function call(fn, context) {
  if (fn.length < 2) return fn(context);
  return new Promise((resolve, reject) => {
    const done = (error) => (error ? reject(error) : resolve());
    Promise.resolve(fn(context, done)).catch(reject);
  });
}

class Test {
  children = [];
  hooks = { before: [], after: [], beforeEach: [], afterEach: [] };
  error;
  failed = false;
  started = false;

  constructor(parent, { name, options, fn }, isSuite) {
    this.parent = parent;
    this.name = name;
    this.options = options;
    this.fn = fn;
    this.isSuite = isSuite;
    this.finished = new Promise((resolve) => { this.finish = resolve; });
  }

  get depth() {
    return this.parent === undefined ? -1 : this.parent.depth + 1;
  }

  get context() {
    return {
      name: this.name,
      diagnostic: (text) => this.print(`# ${text}`),
      skip: (reason) => { this.options = { ...this.options, skip: reason ?? true }; },
      todo: (reason) => { this.options = { ...this.options, todo: reason ?? true }; },
      test: (...given) => this.add(new Test(this, readArguments(...given), false)),
      before: (fn) => this.hooks.before.push(fn),
      after: (fn) => this.hooks.after.push(fn),
      beforeEach: (fn) => this.hooks.beforeEach.push(fn),
      afterEach: (fn) => this.hooks.afterEach.push(fn),
    };
  }

  print(text) {
    process.stdout.write(`${'    '.repeat(Math.max(0, this.depth))}${text}\n`);
  }

  add(test) {
    this.children.push(test);
    // Inside of a running test it starts now; else the suite starts it when its turn comes.
    if (this.started && !this.isSuite) test.run();
    return test.finished;
  }

  async run() {
    this.started = true;
    const { skip } = this.options;
    if (skip) return this.report(typeof skip === 'string' ? ` # SKIP ${skip}` : ' # SKIP');
    try {
      await this.runHooks('before');
      await this.parent?.runAround('beforeEach', this);
      if (!this.isSuite && this.fn !== undefined) await call(this.fn, this.context);
      await this.runChildren();
    } catch (error) {
      this.error = error;
      this.failed = true;
    }
    try {
      await this.parent?.runAround('afterEach', this);
      await this.runHooks('after');
    } catch (error) {
      this.error ??= error;
      this.failed = true;
    }
    const { todo } = this.options;
    this.report(todo ? ` # TODO${typeof todo === 'string' ? ` ${todo}` : ''}` : '');
  }

  // Tests that were given to a running test have been started by it.
  async runChildren() {
    if (this.options.concurrency) {
      for (const child of this.children) if (!child.started) child.run();
    }
    for (const child of this.children) {
      if (!child.started) child.run();
      await child.finished;
      if (child.failed && !child.options.todo) this.failed = true;
    }
  }

  async runHooks(kind) {
    for (const hook of this.hooks[kind]) await call(hook, this.context);
  }

  async runAround(kind, test) {
    if (test.isSuite) return;
    if (this.parent !== undefined) await this.parent.runAround(kind, test);
    for (const hook of this.hooks[kind]) await call(hook, test.context);
  }

  report(remark) {
    if (this.parent !== undefined) {
      const number = this.parent.children.indexOf(this) + 1;
      this.print(`${this.failed ? 'not ok' : 'ok'} ${number} - ${this.name}${remark}`);
      if (this.error !== undefined) this.print(`  ---\n${fails(this.error)}\n  ...`);
      if (this.failed && !this.options.todo) process.exitCode = 1;
    }
    this.finish();
  }
}

const root = new Test(undefined, { name: '<root>', options: {} }, true);
let current = root;  // The suite whose function runs.
let scheduled = false;

function schedule() {
  if (scheduled) return;
  scheduled = true;
  setImmediate(() => {
    process.stdout.write('TAP version 13\n');
    root.run().then(() => process.stdout.write(`1..${root.children.length}\n`));
  });
}

function start(test) {
  current.add(test);
  if (current !== root || !root.started) schedule();
  else test.run();
  return test.finished;
}

function test(...given) {
  return start(new Test(current, readArguments(...given), false));
}

function describe(...given) {
  const suite = new Test(current, readArguments(...given), true);
  const outer = current;
  current = suite;
  try {
    const result = suite.options.skip ? undefined : suite.fn?.(suite.context);
    // An async suite function has its tests once it is over.
    if (typeof result?.then === 'function') suite.hooks.before.unshift(() => result);
  } catch (error) {
    suite.hooks.before.unshift(() => { throw error; });
  } finally {
    current = outer;
  }
  return start(suite);
}

function withVariants(declare) {
  for (const variant of ['skip', 'todo', 'only']) {
    declare[variant] = (...given) => {
      const { name, options, fn } = readArguments(...given);
      return declare(name, { ...options, [variant]: options[variant] ?? true }, fn);
    };
  }
  return declare;
}

const it = (...given) => test(...given);
const suite = (...given) => describe(...given);
module.exports = Object.assign(withVariants(test), {
  test,
  it: withVariants(it),
  describe: withVariants(describe),
  suite: withVariants(suite),
});
for (const kind of HOOKS) {
  module.exports[kind] = (fn) => {
    validateFunction(fn, 'fn');
    current.hooks[kind].push(fn);
  };
}

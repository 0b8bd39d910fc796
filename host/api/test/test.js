'use strict';
// SPDX-License-Identifier: MIT

// node:test: what test files call. Tests run in test/harness, as part of a run (test/root).
// Differs from Node: no coverage, no snapshots, no watching, no mocks of modules.

require('internal/on-first-use');
const { addHook, addSuite, addTest } = require('test/root');
const { MockTracker } = require('test/mock');
const { validateFunction } = require('internal/validate');

// A function that adds something, with its variants: it.skip(), it.todo(), it.only().
function withVariants(name, add) {
  const declare = { [name]: (...given) => add(given, undefined, declare) }[name];
  for (const variant of ['skip', 'todo', 'only']) {
    const of = { [variant]: (...given) => add(given, { [variant]: true }, of) }[variant];
    declare[variant] = of;
  }
  return declare;
}

const test = withVariants('test', addTest);
const describe = withVariants('describe', addSuite);

module.exports = test;
Object.assign(module.exports, {
  test,
  it: withVariants('it', addTest),
  describe,
  suite: withVariants('suite', addSuite),
  run: (options) => require('test/runner').run(options),
});
for (const kind of ['before', 'after', 'beforeEach', 'afterEach']) {
  module.exports[kind] = { [kind](fn, options) {
    validateFunction(fn, 'fn');
    addHook(kind, fn, options);
  } }[kind];
}

let mock;
Object.defineProperty(module.exports, 'mock', {
  configurable: true,
  enumerable: true,
  get: () => mock ??= new MockTracker(),
});

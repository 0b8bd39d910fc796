'use strict';

// Promises are resources of their own; a reaction's trigger is the promise it waited for.

const assert = require('assert');
const { createHook, executionAsyncId } = require('async_hooks');

const births = [];
const resolved = [];
const hook = createHook({
  init(id, type, trigger) { births.push({ id, type, trigger }); },
  promiseResolve(id) { resolved.push(id); },
}).enable();

const first = Promise.resolve(1);
first.then(() => {
  hook.disable();
  assert.deepStrictEqual(births.map(({ type }) => type), ['PROMISE', 'PROMISE']);
  assert.strictEqual(births[0].trigger, 1);
  assert.strictEqual(births[1].trigger, births[0].id);
  assert.strictEqual(resolved[0], births[0].id);
  assert.strictEqual(executionAsyncId(), births[1].id);
});

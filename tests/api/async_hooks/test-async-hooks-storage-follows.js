'use strict';

// A store follows timers, immediates, ticks, microtasks, promises and file requests.

const assert = require('assert');
const fs = require('fs');
const { AsyncLocalStorage } = require('async_hooks');

const storage = new AsyncLocalStorage();
const seen = {};
const note = (name) => () => { seen[name] = storage.getStore(); };

storage.run('store', () => {
  setTimeout(note('timeout'), 1);
  setImmediate(note('immediate'));
  process.nextTick(note('tick'));
  queueMicrotask(note('microtask'));
  Promise.resolve().then(note('promise'));
  fs.stat(__filename, note('request'));
  fs.promises.stat(__filename).then(note('request promise'));
});
assert.strictEqual(storage.getStore(), undefined);
setTimeout(note('outside'), 1);

process.on('exit', () => {
  const { outside, ...inside } = seen;
  assert.strictEqual(outside, undefined);
  assert.deepStrictEqual(Object.values(inside), new Array(7).fill('store'));
});

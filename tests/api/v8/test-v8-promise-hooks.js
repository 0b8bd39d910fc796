'use strict';

// promiseHooks tell of the life of promises, until they are stopped.

const assert = require('assert');
const { promiseHooks } = require('v8');

const events = [];
const stop = promiseHooks.createHook({
  init: (promise, parent) => events.push(['init', promise instanceof Promise, parent !== undefined]),
  settled: () => events.push(['settled']),
});
const first = Promise.resolve(1);
first.then(() => {
  stop();
  Promise.resolve(2);
  assert.deepStrictEqual(events, [['init', true, false], ['settled'], ['init', true, true]]);
});
assert.throws(() => promiseHooks.onInit(5), { code: 'ERR_INVALID_ARG_TYPE' });

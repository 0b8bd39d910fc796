'use strict';

// Observers are told of the types they asked for, in a task of their own, until they disconnect.

const assert = require('assert');
const { performance, PerformanceObserver } = require('perf_hooks');

let calls = 0;
const observer = new PerformanceObserver((list, self) => {
  calls++;
  assert.strictEqual(self, observer);
  assert.deepStrictEqual(list.getEntries().map(({ name }) => name), ['one', 'two']);
  observer.disconnect();
  performance.mark('three');
});
observer.observe({ entryTypes: ['mark'] });
performance.mark('one');
performance.mark('two');
performance.measure('measure');
assert.strictEqual(calls, 0);

assert.throws(() => new PerformanceObserver(), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new PerformanceObserver(() => {}).observe({}), { code: 'ERR_MISSING_ARGS' });
setTimeout(() => {}, 5);
process.on('exit', () => assert.strictEqual(calls, 1));

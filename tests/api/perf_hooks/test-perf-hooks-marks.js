'use strict';

// Marks and measures are on the timeline in the order of their times, until they are cleared.

const assert = require('assert');
const { performance } = require('perf_hooks');

assert.strictEqual(globalThis.performance, performance);
performance.mark('a', { startTime: 5, detail: { of: 'a' } });
performance.mark('b', { startTime: 15 });
const measure = performance.measure('a to b', 'a', 'b');
assert.strictEqual(measure.startTime, 5);
assert.strictEqual(measure.duration, 10);
assert.deepStrictEqual(performance.getEntriesByName('a')[0].detail, { of: 'a' });
assert.deepStrictEqual(performance.getEntries().map(({ name }) => name), ['a', 'a to b', 'b']);

performance.clearMarks('a');
assert.throws(() => performance.measure('no', 'a'), { name: 'SyntaxError' });
performance.clearMarks();
performance.clearMeasures();
assert.deepStrictEqual(performance.getEntries(), []);
assert.throws(() => performance.mark('x', { startTime: -1 }),
  { code: 'ERR_PERFORMANCE_INVALID_TIMESTAMP' });

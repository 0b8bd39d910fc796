'use strict';

// A histogram keeps count, bounds, mean and percentiles of what was recorded.

const assert = require('assert');
const { createHistogram } = require('perf_hooks');

const histogram = createHistogram();
assert.strictEqual(histogram.count, 0);
assert.strictEqual(histogram.min, 9223372036854776000);
assert.ok(Number.isNaN(histogram.mean));

for (let value = 1; value <= 100; value++) histogram.record(value);
assert.strictEqual(histogram.count, 100);
assert.strictEqual(histogram.min, 1);
assert.strictEqual(histogram.max, 100);
assert.strictEqual(histogram.mean, 50.5);
assert.strictEqual(histogram.percentile(50), 50);
assert.strictEqual(histogram.percentile(100), 100);
assert.throws(() => histogram.record(0), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => histogram.record('1'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => histogram.percentile(101), { code: 'ERR_OUT_OF_RANGE' });
histogram.reset();
assert.strictEqual(histogram.count, 0);

'use strict';
// SPDX-License-Identifier: MIT
// Object.prototype.toString() knows the classes of performance; the list of types is always the same.

const assert = require('assert');
const { performance, PerformanceObserver, PerformanceResourceTiming } = require('perf_hooks');

const nameOf = (value) => Object.prototype.toString.call(value);
assert.strictEqual(nameOf(performance), '[object Performance]');
assert.strictEqual(nameOf(performance.mark('here')), '[object PerformanceMark]');
assert.strictEqual(nameOf(performance.measure('all')), '[object PerformanceMeasure]');
assert.strictEqual(nameOf(PerformanceResourceTiming.prototype), '[object PerformanceResourceTiming]');
const observer = new PerformanceObserver((list) => {
  assert.strictEqual(nameOf(list), '[object PerformanceObserverEntryList]');
  observer.disconnect();
});
assert.strictEqual(nameOf(observer), '[object PerformanceObserver]');
observer.observe({ type: 'mark' });
performance.mark('there');

const { supportedEntryTypes } = PerformanceObserver;
assert.strictEqual(PerformanceObserver.supportedEntryTypes, supportedEntryTypes);
assert(Object.isFrozen(supportedEntryTypes));

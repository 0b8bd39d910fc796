'use strict';

// A program knows that it runs on the main thread; environment data is kept by key.

const assert = require('assert');
const threads = require('worker_threads');

assert.strictEqual(threads.isMainThread, true);
assert.strictEqual(threads.threadId, 0);
assert.strictEqual(threads.parentPort, null);
assert.strictEqual(threads.workerData, null);
assert.deepStrictEqual(threads.resourceLimits, {});

threads.setEnvironmentData('a', { b: 1 });
assert.deepStrictEqual(threads.getEnvironmentData('a'), { b: 1 });
threads.setEnvironmentData('a', undefined);
assert.strictEqual(threads.getEnvironmentData('a'), undefined);

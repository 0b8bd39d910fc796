'use strict';

// A histogram can be sent: in its thread, the copy sees what the original records, and records, too.

const assert = require('assert');
const { createHistogram, monitorEventLoopDelay } = require('perf_hooks');
const { Worker } = require('worker_threads');

const original = createHistogram();
original.record(5);
const copy = structuredClone(original);
copy.record(2n);
copy.recordDelta();
original.record(7);
assert.deepStrictEqual([original.min, copy.min, original.max, copy.max], [2, 2, 7, 7]);
assert.strictEqual(copy.constructor, original.constructor);

const delay = structuredClone(monitorEventLoopDelay());
assert.strictEqual(delay.count, 0);
assert.strictEqual(delay.enable, undefined);

const worker = new Worker(`
  const { parentPort, workerData } = require('worker_threads');
  parentPort.postMessage([workerData.max, workerData.count, workerData.constructor.name]);
`, { eval: true, workerData: original });
worker.on('message', (seen) => assert.deepStrictEqual(seen, [7, 3, 'RecordableHistogram']));

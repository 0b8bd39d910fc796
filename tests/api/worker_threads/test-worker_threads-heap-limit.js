'use strict';

// A Worker that uses up its heap ends alone.

const assert = require('assert');
const { Worker } = require('worker_threads');

const worker = new Worker('const kept = []; for (;;) kept.push(new Array(1000).fill(kept.length));', {
  eval: true, resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
});
const events = [];
worker.on('error', ({ code }) => events.push(code));
worker.on('exit', (code) => events.push(code));
process.on('exit', () => assert.deepStrictEqual(events, ['ERR_WORKER_OUT_OF_MEMORY', 1]));

'use strict';

// A Worker runs a file in a thread of its own, knows what it was given, and answers.

const assert = require('assert');
const {
  Worker, isMainThread, parentPort, resourceLimits, setEnvironmentData, getEnvironmentData,
  threadId, workerData,
} = require('worker_threads');

if (isMainThread) {
  setEnvironmentData('who', { name: 'parent' });
  const events = [];
  const shared = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(__filename, {
    argv: ['one', 2], workerData: { list: [1], shared }, env: { ONLY: 'this' },
    resourceLimits: { maxOldGenerationSizeMb: 64 },
  });
  assert.ok(worker.threadId > 0);
  assert.strictEqual(worker.resourceLimits.maxOldGenerationSizeMb, 64);
  worker.on('online', () => events.push('online'));
  worker.on('message', (message) => {
    events.push('message');
    assert.deepStrictEqual(message, {
      argv: ['one', '2'], data: [1], env: { ONLY: 'this' }, who: { name: 'parent' }, id: threadId + 1,
      limit: 64, answer: 'ping',
    });
  });
  worker.on('exit', (code) => {
    events.push('exit');
    assert.strictEqual(code, 5);
    assert.strictEqual(worker.threadId, -1);
    worker.postMessage('nobody hears');
  });
  worker.postMessage('ping');
  process.on('exit', () => {
    // Node tells of the message first now and then.
    assert.deepStrictEqual([...events.slice(0, 2).sort(), ...events.slice(2)], ['message', 'online', 'exit']);
    assert.strictEqual(Atomics.load(shared, 0), 9);
  });
} else {
  Atomics.store(workerData.shared, 0, 9);
  parentPort.once('message', (answer) => {
    parentPort.postMessage({
      argv: process.argv.slice(2), data: workerData.list, env: { ...process.env },
      who: getEnvironmentData('who'), id: threadId,
      limit: resourceLimits.maxOldGenerationSizeMb, answer,
    });
    process.exitCode = 5;
  });
}

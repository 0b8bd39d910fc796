'use strict';

// The heap of a Worker can be looked at while it waits or works.

const assert = require('assert');
const { Worker } = require('worker_threads');

async function snapshotOf(code) {
  const worker = new Worker(code, { eval: true });
  await new Promise((resolve) => worker.once('message', resolve));
  let text = '';
  for await (const piece of await worker.getHeapSnapshot()) text += piece;
  assert.ok(JSON.parse(text).snapshot.node_count > 1000);
  await worker.terminate();
  await assert.rejects(worker.getHeapSnapshot(), { code: 'ERR_WORKER_NOT_RUNNING' });
}

const say = 'require("worker_threads").parentPort.postMessage("here");';
snapshotOf(`${say} setInterval(() => {}, 1000)`).then(() => snapshotOf(`${say} for (;;);`));

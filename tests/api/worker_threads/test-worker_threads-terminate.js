'use strict';

// terminate() ends a thread that never gives way, and one that waits; the promise has the code.

const assert = require('assert');
const { Worker } = require('worker_threads');

const ended = [];

function end(code, name) {
  const worker = new Worker(code, { eval: true });
  worker.on('error', assert.fail);
  worker.once('message', async () => {
    assert.strictEqual(await worker.terminate(), 1);
    assert.strictEqual(await worker.terminate(), undefined);
    ended.push(name);
  });
}

const say = 'require("worker_threads").parentPort.postMessage("here");';
end(`${say} for (;;);`, 'spins');
end(`${say} setInterval(() => {}, 1000)`, 'waits');
end(`${say} Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)`, 'sleeps');
end(`${say} process.on("exit", () => { for (;;); }); process.exit()`, 'exits');

const never = new Worker('for (;;);', { eval: true });
never.unref();
process.on('exit', () => assert.deepStrictEqual(ended.sort(), ['exits', 'sleeps', 'spins', 'waits']));

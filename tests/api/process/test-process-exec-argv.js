'use strict';

// process.execArgv ends where the options do: "--" is not among them, nor in a Worker.

const assert = require('assert');
const { spawnSync } = require('child_process');
const { Worker, isMainThread, parentPort } = require('worker_threads');

if (!isMainThread) {
  parentPort.postMessage(process.execArgv);
} else if (process.argv[2] === 'child') {
  console.log(JSON.stringify([process.execArgv, process.argv.slice(2)]));
} else {
  const options = ['--pending-deprecation', '--'];
  const { stdout } = spawnSync(process.execPath, [...options, __filename, 'child', '--']);
  assert.deepStrictEqual(JSON.parse(stdout), [['--pending-deprecation'], ['child', '--']]);

  const worker = new Worker(__filename, { execArgv: options });
  worker.on('message', (seen) => assert.deepStrictEqual(seen, ['--pending-deprecation']));
}

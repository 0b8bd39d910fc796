'use strict';

// A Worker for which the system has no files left is an 'error', and the program goes on.

const assert = require('assert');
const { execFile } = require('child_process');
const { Worker, isMainThread } = require('worker_threads');
const fs = require('fs');

if (process.argv[2] !== 'child') {
  const command = `ulimit -n 64; exec "${process.execPath}" "${__filename}" child`;
  execFile('/bin/sh', ['-c', command], (error, out, errors) => {
    assert.ifError(error);
    assert.strictEqual(out, 'ended\n', errors);
  });
} else if (isMainThread) {
  const held = [];
  assert.throws(() => {
    for (;;) held.push(fs.openSync('/dev/null'));
  }, { code: 'EMFILE' });
  const worker = new Worker('', { eval: true });
  const events = [];
  worker.on('online', () => events.push('online'));
  worker.on('error', (error) => {
    assert.strictEqual(error.message, 'Worker initialization failure: EMFILE');
    events.push(error.code);
  });
  worker.on('exit', (code) => {
    assert.deepStrictEqual([...events, code], ['ERR_WORKER_INIT_FAILED', 0]);
    for (const one of held) fs.closeSync(one);
    new Worker('', { eval: true }).on('exit', (after) => {
      assert.strictEqual(after, 0);
      console.log('ended');
    });
  });
}

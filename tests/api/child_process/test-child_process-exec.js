'use strict';

// exec and execFile collect what the child writes; what goes wrong is the error's.

const assert = require('assert');
const { exec, execFile } = require('child_process');
const { promisify } = require('util');

let calls = 0;
exec('echo out; echo err >&2', (error, stdout, stderr) => {
  calls++;
  assert.strictEqual(error, null);
  assert.strictEqual(stdout, 'out\n');
  assert.strictEqual(stderr, 'err\n');
});
exec('echo oh >&2; exit 3', (error, stdout, stderr) => {
  calls++;
  assert.strictEqual(error.code, 3);
  assert.strictEqual(error.killed, false);
  assert.strictEqual(error.cmd, 'echo oh >&2; exit 3');
  assert.strictEqual(stderr, 'oh\n');
});
execFile('yes', { maxBuffer: 10 }, (error, stdout) => {
  calls++;
  assert.strictEqual(error.code, 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER');
  assert.strictEqual(stdout, 'y\ny\ny\ny\ny\n');
});
execFile('sleep', ['100'], { timeout: 5 }, (error) => {
  calls++;
  assert.strictEqual(error.killed, true);
  assert.strictEqual(error.signal, 'SIGTERM');
});
execFile('printf', ['\xe9'], { encoding: 'buffer' }, (error, stdout) => {
  calls++;
  assert(Buffer.isBuffer(stdout));
});

const promise = promisify(exec)('exit 1');
assert(promise.child.pid > 0);
assert.rejects(promise, { code: 1, stdout: '', stderr: '' }).then(() => calls++);
process.on('exit', () => assert.strictEqual(calls, 6));

'use strict';

// A program that is not there is told by 'error', not thrown; 'exit' does not come.

const assert = require('assert');
const { spawn } = require('child_process');

const child = spawn('no-such-program', ['a', 'b']);
let errors = 0;
child.on('error', (error) => {
  errors++;
  assert.strictEqual(error.code, 'ENOENT');
  assert.strictEqual(error.syscall, 'spawn no-such-program');
  assert.strictEqual(error.path, 'no-such-program');
  assert.deepStrictEqual(error.spawnargs, ['a', 'b']);
});
child.on('exit', () => assert.fail('it never ran'));
assert.strictEqual(child.pid, undefined);
process.on('exit', () => assert.strictEqual(errors, 1));

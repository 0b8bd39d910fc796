'use strict';

// An error that nobody caught makes the exit code 1; an 'exit' listener may still choose another.

const assert = require('assert');
const { spawnSync } = require('child_process');

const statusOf = (code) => spawnSync(process.execPath, ['-e', code]).status;

assert.strictEqual(statusOf('process.exitCode = 9; throw new Error()'), 1);
assert.strictEqual(statusOf('process.on("exit", () => { process.exitCode = 0 }); throw 1'), 0);
assert.strictEqual(statusOf('process._fatalException = undefined; throw 1'), 6);
assert.strictEqual(
  statusOf('process.on("uncaughtException", () => { throw 2 }); throw 1'), 7);

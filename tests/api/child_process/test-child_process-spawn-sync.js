'use strict';

// spawnSync waits for the process and gives its status, its signal and what it wrote.

const assert = require('assert');
const { spawnSync } = require('child_process');

const echo = spawnSync('echo', ['one', 'two'], { encoding: 'utf8' });
assert.strictEqual(echo.status, 0);
assert.strictEqual(echo.signal, null);
assert.deepStrictEqual(echo.output, [null, 'one two\n', '']);
assert(echo.pid > 0);

assert.strictEqual(spawnSync('cat', { input: 'fed' }).stdout.toString(), 'fed');
assert.strictEqual(spawnSync('cat', { input: 'x'.repeat(300000) }).stdout.length, 300000);
assert.strictEqual(spawnSync('exit 3', { shell: true }).status, 3);
assert.strictEqual(spawnSync('kill -9 $$', { shell: true }).signal, 'SIGKILL');
assert.strictEqual(spawnSync('pwd', { cwd: '/' }).stdout.toString(), '/\n');
assert.strictEqual(
  spawnSync('echo $WORD', { shell: true, env: { WORD: 'given' } }).stdout.toString(), 'given\n');
assert.strictEqual(spawnSync('true', { stdio: 'ignore' }).stdout, null);

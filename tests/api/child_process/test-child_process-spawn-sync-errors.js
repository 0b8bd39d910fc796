'use strict';

// A program that is not there, one that takes too long, and one that writes too much.

const assert = require('assert');
const { execFileSync, execSync, spawnSync } = require('child_process');

const missing = spawnSync('no-such-program', ['a']);
assert.strictEqual(missing.error.code, 'ENOENT');
assert.strictEqual(missing.error.syscall, 'spawnSync no-such-program');
assert.deepStrictEqual(missing.error.spawnargs, ['a']);
assert.strictEqual(missing.status, null);

const slow = spawnSync('sleep', ['100'], { timeout: 10 });
assert.strictEqual(slow.error.code, 'ETIMEDOUT');
assert.strictEqual(slow.signal, 'SIGTERM');

const loud = spawnSync('yes', { maxBuffer: 100 });
assert.strictEqual(loud.error.code, 'ENOBUFS');
assert(loud.stdout.length > 100);

assert.throws(() => execFileSync('sh', ['-c', 'echo oh >&2; exit 2'], { stdio: 'pipe' }), {
  status: 2, message: /^Command failed: sh -c .*\noh/,
});
assert.throws(() => execSync('exit 4'), { status: 4, message: 'Command failed: exit 4' });
assert.throws(() => spawnSync('a\0b'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => spawnSync('true', { stdio: ['ipc'] }), { code: 'ERR_IPC_SYNC_FORK' });
assert.throws(() => spawnSync('true', { timeout: -1 }), { code: 'ERR_OUT_OF_RANGE' });

'use strict';

// --unhandled-rejections says what becomes of a rejection that nobody handles.

const assert = require('assert');
const { spawnSync } = require('child_process');

function run(mode, code) {
  return spawnSync(process.execPath, [`--unhandled-rejections=${mode}`, '-e', code],
                   { encoding: 'utf8' });
}
const reject = 'Promise.reject(new Error("lost"))';

assert.strictEqual(run('throw', reject).status, 1);
assert.strictEqual(run('strict', reject).status, 1);
assert.strictEqual(run('none', reject).status, 0);
assert.strictEqual(run('none', reject).stderr, '');
assert.strictEqual(run('warn', reject).status, 0);
assert.match(run('warn', reject).stderr, /UnhandledPromiseRejectionWarning: Error: lost/);

const listens = `process.on('unhandledRejection', () => console.log('told')); ${reject}`;
assert.strictEqual(run('throw', listens).stdout, 'told\n');
assert.strictEqual(run('throw', listens).status, 0);

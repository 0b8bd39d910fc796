'use strict';

// Code of -e, CommonJS or not, finds the built-ins by their names; code on standard input does not.

const assert = require('assert');
const { spawnSync } = require('child_process');

const code = 'console.log(typeof zlib)';
const run = (args, input) =>
  spawnSync(process.execPath, args, { encoding: 'utf8', input }).stdout.trim();
assert.strictEqual(run(['-e', code]), 'object');
assert.strictEqual(run(['--input-type=module', '-e', code]), 'object');
assert.strictEqual(run(['-'], code), 'undefined');
assert.strictEqual(run(['--input-type=module', '-'], code), 'undefined');

'use strict';

// "-" for a program on standard input is its name in process.argv; without it there is none.

const assert = require('assert');
const { spawnSync } = require('child_process');

function argv(...args) {
  const input = 'console.log(JSON.stringify(process.argv.slice(1)))';
  return JSON.parse(spawnSync(process.execPath, args, { input, encoding: 'utf8' }).stdout);
}
assert.deepStrictEqual(argv(), []);
assert.deepStrictEqual(argv('-', '--one', 'two'), ['-', '--one', 'two']);

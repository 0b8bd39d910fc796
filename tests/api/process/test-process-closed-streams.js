'use strict';

// A program that is started with its standard streams closed runs, and what it writes goes nowhere.

const assert = require('assert');
const fs = require('fs');
const { spawnSync } = require('child_process');

if (process.argv[2] === 'child') {
  for (const stream of [0, 1, 2]) fs.fstatSync(stream);
  assert.strictEqual(fs.readFileSync(0, 'utf8'), '');
  console.log('out');
  console.error('error');
  process.exitCode = 7;
} else {
  for (const closed of ['<&-', '>&-', '2>&-', '>&- 2>&-', '<&- >&- 2>&-']) {
    const command = `"${process.execPath}" "${__filename}" child ${closed}`;
    const { status, signal } = spawnSync('/bin/sh', ['-c', command]);
    assert.deepStrictEqual([status, signal], [7, null], closed);
  }
}

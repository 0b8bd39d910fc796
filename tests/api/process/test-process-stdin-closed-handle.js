'use strict';

// Standard input whose handle somebody closed says so when it is read.

const assert = require('assert');
const { spawn } = require('child_process');

if (process.argv[2] === 'child') {
  process.stdin.resume();
  process.stdin._handle.close();
  process.stdin._handle.unref();
  process.stdin.on('error', (error) => console.log(error.syscall));
} else {
  const child = spawn(process.execPath, [...process.execArgv, __filename, 'child'], { stdio: 'pipe' });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece) => { text += piece; });
  child.on('close', (code) => assert.deepStrictEqual([code, text], [0, 'read\n']));
}

'use strict';

// Where no more files may be open, a child process that would need some is an error.

const assert = require('assert');
const { execFileSync, spawn, spawnSync } = require('child_process');
const fs = require('fs');

if (process.argv[2] !== 'child') {
  const command = `ulimit -n 64; exec "${process.execPath}" "${__filename}" child`;
  assert.strictEqual(execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' }), 'EMFILE\n');
} else {
  spawnSync('true');
  const held = [];
  try {
    for (;;) held.push(fs.openSync('/dev/null'));
  } catch {
    // All are open.
  }
  spawn('true').on('error', (error) => {
    for (const one of held) fs.closeSync(one);
    console.log(error.code);
  });
  // Node ends the process at spawnSync() here.
  if (process.versions.plinth) assert.strictEqual(spawnSync('true').error.code, 'EMFILE');
}

'use strict';

// Standard input is a stream, from a pipe and from a file; unread, it keeps nothing running.

const assert = require('assert');
const { execSync, spawn, spawnSync } = require('child_process');

if (process.argv[2] === 'copy') {
  let text = '';
  process.stdin.setEncoding('utf8');
  process.stdin.on('data', (piece) => { text += piece; });
  process.stdin.on('end', () => process.stdout.write(text.toUpperCase()));
} else if (process.argv[2] === 'look') {
  assert.strictEqual(process.stdin.readable, true);
  process.stdin.on('data', () => {}).pause();
} else {
  const copied = spawnSync(process.execPath, [__filename, 'copy'], { input: 'from a pipe' });
  assert.strictEqual(copied.stdout.toString(), 'FROM A PIPE');
  const size = execSync(`"${process.execPath}" "${__filename}" copy < "${__filename}" | wc -c`);
  assert.strictEqual(Number(size), require('fs').statSync(__filename).size);
  const looks = spawn(process.execPath, [__filename, 'look']);
  looks.on('exit', (code) => {
    assert.strictEqual(code, 0);
    looks.stdin.destroy();
  });
}

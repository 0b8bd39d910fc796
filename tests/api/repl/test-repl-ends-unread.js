'use strict';
// Host only: Node tells of the broken pipe again and again.

// A prompt whose output nobody reads any more ends.

const assert = require('assert');
const { spawn } = require('child_process');

const child = spawn(process.execPath, ['-i'], { stdio: ['pipe', 'pipe', 'ignore'] });
child.stdout.once('data', () => {
  child.stdout.destroy();
  child.stdin.write("'some text\\n'.repeat(10)\n'more'\n");
});
child.stdin.on('error', () => {});
child.on('exit', (code, signal) => {
  clearTimeout(late);
  assert.strictEqual(code, 1);
  assert.strictEqual(signal, null);
});
const late = setTimeout(() => child.kill('SIGKILL'), 20_000);

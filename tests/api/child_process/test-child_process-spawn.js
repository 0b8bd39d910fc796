'use strict';

// spawn gives streams to and from the child; 'exit' comes before 'close', which comes last.

const assert = require('assert');
const { spawn } = require('child_process');

const child = spawn('sh', ['-c', 'cat; echo err >&2; exit 5']);
const seen = [];
let out = '';
let err = '';
child.stdin.end('input');
child.stdout.setEncoding('utf8').on('data', (text) => { out += text; });
child.stderr.setEncoding('utf8').on('data', (text) => { err += text; });
child.on('spawn', () => seen.push('spawn'));
child.on('exit', (code, signal) => seen.push('exit', code, signal));
child.on('close', (code, signal) => seen.push('close', code, signal));
process.on('exit', () => {
  assert.deepStrictEqual(seen, ['spawn', 'exit', 5, null, 'close', 5, null]);
  assert.strictEqual(out, 'input');
  assert.strictEqual(err, 'err\n');
  assert.strictEqual(child.exitCode, 5);
  assert.strictEqual(child.kill(), false);
});

'use strict';
// Host only: Node awaits at the top level of its own prompt only.

// await works at the top level; lines that come meanwhile wait; what it declares lasts.

const assert = require('assert');
const { spawn } = require('child_process');

const child = spawn(process.execPath, ['-i'], { stdio: ['pipe', 'pipe', 'inherit'] });
let text = '';
child.stdout.setEncoding('utf8').on('data', (data) => { text += data; });
child.on('close', (code) => {
  assert.strictEqual(code, 0);
  const lines = text.replace(/^(?:> |\.\.\. )+/mg, '').split('\n').slice(2).filter((line) => line !== '');
  assert.deepStrictEqual(lines, [
    'undefined', '3', 'undefined', '4', "'a'", 'Uncaught Error: later', 'true',
  ].flatMap((line) => line), text);
});
child.stdin.end(`const { a, b } = await new Promise((resolve) => setTimeout(resolve, 20, { a: 1, b: 2 }))
a + b
const later = async () => 4
await later()
(await import('node:path')).basename('/x/a')
await Promise.reject(Object.assign(new Error('later'), { stack: 'Error: later' }))
process.argv.length > 0
`);

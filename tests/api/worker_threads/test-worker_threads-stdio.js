'use strict';

// The standard streams of a Worker are streams of its object, if that is asked for.

const assert = require('assert');
const { Worker } = require('worker_threads');

const worker = new Worker(`
  process.stdin.setEncoding('utf8');
  process.stdin.on('data', (text) => console.log(text.toUpperCase()));
  process.stdin.on('end', () => console.error('that was all'));
`, { eval: true, stdin: true, stdout: true, stderr: true });

const texts = { stdout: '', stderr: '' };
for (const name of ['stdout', 'stderr']) {
  worker[name].setEncoding('utf8');
  worker[name].on('data', (text) => {
    texts[name] += text;
  });
}
worker.stdin.end('quiet');
process.on('exit', () => {
  assert.deepStrictEqual(texts, { stdout: 'QUIET\n', stderr: 'that was all\n' });
});
assert.strictEqual(new Worker('', { eval: true }).stdin, null);

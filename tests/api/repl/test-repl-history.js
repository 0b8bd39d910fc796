'use strict';

// The history is read from a file and written to it, for its owner only.

const assert = require('assert');
const fs = require('fs');
const path = require('path');
const repl = require('repl');
const { PassThrough } = require('stream');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'repl-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
const file = path.join(folder, 'history');

function session(lines, place) {
  const input = new PassThrough();
  const output = new PassThrough();
  output.resume();
  const server = repl.start({ prompt: '', input, output, terminal: true, useColors: false, historySize: 3 });
  return new Promise((resolve, reject) => {
    server.setupHistory(place, (error) => {
      if (error) return reject(error);
      const before = [...server.history];
      for (const line of lines) input.write(`${line}\n`);
      input.end();
      server.on('exit', () => setTimeout(resolve, 50, before));
      return undefined;
    });
  });
}

let done = false;
process.on('exit', () => assert.ok(done, 'the test came to its end'));
(async () => {
  assert.deepStrictEqual(await session(['1', '2', '3', '4'], file), []);
  assert.strictEqual(fs.statSync(file).mode & 0o777, 0o600);
  assert.deepStrictEqual(fs.readFileSync(file, 'utf8').trim().split(/\r?\n/), ['4', '3', '2']);
  assert.deepStrictEqual(await session([], file), ['4', '3', '2']);
  // One that can't be opened is told of, and the prompt goes on.
  assert.deepStrictEqual(await session(['1'], path.join(folder, 'none', 'history')), []);
  done = true;
})();

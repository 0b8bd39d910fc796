'use strict';

// Errors of what inputs started are the prompt's, even when it is closed; the program's are not. An
// input can't listen to those.

const assert = require('assert');
const repl = require('repl');
const { PassThrough } = require('stream');

function prompt(...lines) {
  const output = new PassThrough();
  const shown = { text: '' };
  output.setEncoding('utf8').on('data', (data) => { shown.text += data; });
  const server =
    repl.start({ prompt: '', input: new PassThrough(), output, terminal: false, useColors: false });
  for (const line of lines) server.write(`${line}\n`);
  server.close();
  return shown;
}

const later = prompt('process.nextTick(() => { throw null; })',
  'setTimeout(() => { throw new RangeError("later"); }, 1).unref(), 0',
  'process.nextTick(() => { process.on("uncaughtException", () => {}); })');
const now = prompt('process.on("uncaughtException", () => {})');
assert.strictEqual(process.listenerCount('uncaughtException'), 0);

setTimeout(() => {
  assert.match(later.text, /^Uncaught null$/m);
  assert.match(later.text, /^Uncaught RangeError: later$/m);
  const refused = /^TypeError \[ERR_INVALID_REPL_INPUT\]: Listeners for `uncaughtException` cannot/m;
  assert.match(later.text, refused);
  assert.match(now.text, refused);
  process.once('uncaughtException', (error) => assert.strictEqual(error.message, 'of the program'));
  throw new Error('of the program');
}, 50);

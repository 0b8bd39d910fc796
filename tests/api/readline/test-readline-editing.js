'use strict';

// On a terminal keys edit the line: arrows, deleting, words, history, undo and completion.

const assert = require('assert');
const readline = require('readline');
const { PassThrough } = require('stream');

const input = new PassThrough();
const output = new PassThrough().resume();
const reader = readline.createInterface({
  input, output, terminal: true, completer: (line) => [['hello', 'help'], line],
});
const lines = [];
reader.on('line', (line) => lines.push(line));

input.write('one two\u0017three\r');  // Control-W.
input.write('x\u001b[A\u001b[A!\r');  // Up: only lines that start with x.
input.write('\u001b[A\u001b[A?\r');
input.write('abc\u0001\u001b[3~\r');  // Home, delete.
setImmediate(() => {
  input.write('h');
  input.write('\t');
  setImmediate(() => {
    input.write('\r');
    setImmediate(() => reader.close());
  });
});

reader.on('close', () => {
  assert.deepStrictEqual(lines, ['one three', 'x!', 'one three?', 'bc', 'hel']);
  assert.deepStrictEqual(reader.history.slice(0, 2), ['hel', 'bc']);
});

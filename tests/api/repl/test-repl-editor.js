'use strict';

// .editor: a typed line is indented as the one before, a pasted one is not; .save keeps the end of it.

const assert = require('assert');
const fs = require('fs');
const path = require('path');
const repl = require('repl');
const { PassThrough } = require('stream');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'repl-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
process.env.TERM = 'xterm';

function editor() {
  const input = new PassThrough();
  const output = new PassThrough().resume();
  const server = repl.start({ prompt: '> ', input, output, terminal: true, useColors: false });
  input.emit('data', '.editor\n');
  return { input, server };
}

const typing = editor();
for (const character of '  let i = 1;\n') typing.input.emit('data', character);
assert.deepStrictEqual([typing.server.line, typing.server.cursor], ['  ', 2]);
typing.server.write('', { ctrl: true, name: 'd' });
typing.server.close();

const { input, server } = editor();
input.emit('data', '  function one() {\nreturn 1;\n}\n');
assert.strictEqual(server.line, '');
server.write('', { ctrl: true, name: 'd' });
const saved = path.join(folder, 'saved.js');
input.emit('data', `.save ${saved}\n`);
assert.strictEqual(fs.readFileSync(saved, 'utf8'), '  function one() {\nreturn 1;\n}\n');
server.close();

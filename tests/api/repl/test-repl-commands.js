'use strict';

// .break, .clear, .save, .load, .help, own commands, and .exit.

const assert = require('assert');
const fs = require('fs');
const path = require('path');
const repl = require('repl');
const { PassThrough } = require('stream');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'repl-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
const saved = path.join(folder, 'saved.js');
fs.writeFileSync(path.join(folder, 'lib.js'), 'function twice(x) {\n  return x * 2;\n}\n');

const input = new PassThrough();
const output = new PassThrough();
let text = '';
output.setEncoding('utf8').on('data', (data) => { text += data; });
const server = repl.start({ prompt: '', input, output, terminal: false, useColors: false });
let greeted;
server.defineCommand('greet', { help: 'Say hello', action(name) {
  greeted = name;
  this.displayPrompt();
} });
assert.throws(() => server.defineCommand('x', {}), { code: 'ERR_INVALID_ARG_TYPE' });
let resets = 0;
server.on('reset', () => { resets += 1; });
input.write('let x = 1;\nfoo(\n.break\n.greet you all\n.nonsense\n');
input.write(`.save ${saved}\n.load ${path.join(folder, 'lib.js')}\ntwice(21)\n`);
input.write(`.load ${folder}/none\n.load ${folder}\n.help\n.clear\ntypeof twice\n.exit\n`);
server.on('exit', () => {
  assert.strictEqual(greeted, 'you all');
  assert.strictEqual(resets, 1);
  assert.match(text, /Invalid REPL keyword/);
  assert.match(text, /Session saved to: /);
  assert.match(fs.readFileSync(saved, 'utf8'), /let x = 1;/);
  assert.match(text, /^42$/m);
  assert.match(text, /Failed to load: .*none/);
  assert.match(text, /is not a valid file/);
  assert.match(text, /^\.greet +Say hello$/m);
  assert.match(text, /^'undefined'$/m);
});

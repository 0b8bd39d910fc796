'use strict';

// A first line that starts with #!, and a byte order mark, are no part of the program.

const assert = require('assert');
const fs = require('fs');
const path = require('path');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'module-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
function write(name, text) {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}

const script = write('tool.js', '#!/usr/bin/env node\nmodule.exports = new Error("x").stack;');
const marked = write('marked.js', '\ufeffmodule.exports = 1;');
const json = write('marked.json', '\ufeff{"x": 1}');

assert.match(require(script).split('\n')[1], /tool\.js:2:/);
assert.strictEqual(require(marked), 1);
assert.deepStrictEqual(require(json), { x: 1 });

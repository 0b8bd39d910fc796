'use strict';

// In a cycle each module sees what the other has exported so far.

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

const a = write('a.js', "exports.early = 1; exports.b = require('./b'); exports.late = 2;");
write('b.js', "const a = require('./a'); exports.seen = { ...a };");

assert.deepStrictEqual(require(a).b.seen, { early: 1 });
assert.strictEqual(require(a).late, 2);

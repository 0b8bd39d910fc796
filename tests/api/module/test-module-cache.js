'use strict';

// A module runs once; deleting it from require.cache runs it again.

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

const file = write('counter.js', 'globalThis.runs = (globalThis.runs ?? 0) + 1; exports.n = runs;');

assert.strictEqual(require(file), require(file));
assert.strictEqual(require(file).n, 1);
assert.strictEqual(require.cache[file].exports, require(file));
assert.strictEqual(require.cache[file].loaded, true);
delete require.cache[file];
assert.strictEqual(require(file).n, 2);

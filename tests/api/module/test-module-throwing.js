'use strict';

// A module that throws is not cached: it runs again when it is required again.

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

const file = write('bad.js', 'globalThis.tries = (globalThis.tries ?? 0) + 1; throw new Error("x");');

assert.throws(() => require(file), { message: 'x' });
assert.strictEqual(require.cache[file], undefined);
assert.throws(() => require(file), { message: 'x' });
assert.strictEqual(globalThis.tries, 2);

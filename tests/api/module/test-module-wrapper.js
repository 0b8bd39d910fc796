'use strict';

// A module gets exports, require, module, __filename and __dirname, and its own scope.

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

const file = write('m.js', `var leaked = 1;
  module.exports = [this === exports, arguments.length, __filename, __dirname, module.id,
    module.parent.filename, require.main === module, typeof require.resolve];`);

assert.deepStrictEqual(require(file),
  [true, 5, file, folder, file, __filename, false, 'function']);
assert.strictEqual(typeof leaked, 'undefined');
assert.strictEqual(require.main, module);
assert.strictEqual(module.id, '.');
assert(module.children.some(({ id }) => id === file));

'use strict';

// A link is loaded as the file it leads to, once.

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

const real = write('real/file.js', 'module.exports = __filename;');
fs.symlinkSync(path.join(folder, 'real'), path.join(folder, 'link'));

assert.strictEqual(require(path.join(folder, 'link/file')), real);
assert.strictEqual(require.resolve(path.join(folder, 'link/file')), real);

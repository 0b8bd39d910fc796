'use strict';

// Bare names are looked for in node_modules, from the requiring file's folder upwards.

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

write('node_modules/x/index.js', "module.exports = 'outer';");
write('lib/node_modules/x/package.json', '{"main": "main"}');
write('lib/node_modules/x/main.js', "module.exports = 'inner';");
write('lib/node_modules/file.js', "module.exports = 'file';");
const inner = write('lib/deep/a.js', "module.exports = [require('x'), require('file')];");
const outer = write('other/a.js', "module.exports = require('x');");

assert.deepStrictEqual(require(inner), ['inner', 'file']);
assert.strictEqual(require(outer), 'outer');

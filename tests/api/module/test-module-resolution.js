'use strict';

// Files, extensions, folders, main, and main that names a folder.

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

write('a.js', "module.exports = 'a.js';");
write('a/index.js', "module.exports = 'a/index.js';");
write('data.json', '{"x": 1}');
write('p/package.json', '{"main": "lib"}');
write('p/lib/index.js', "module.exports = 'main folder';");
write('q/package.json', '{"main": "gone"}');
write('q/index.js', "module.exports = 'fallback';");
write('plain', "module.exports = 'no extension';");
const main = write('main.js', `module.exports = ['./a', './a/', './data', './p', './q', './plain']
  .map(require);`);

assert.deepStrictEqual(require(main),
  ['a.js', 'a/index.js', { x: 1 }, 'main folder', 'fallback', 'no extension']);

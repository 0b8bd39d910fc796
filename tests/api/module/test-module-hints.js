'use strict';

// Errors that say what was meant: CommonJS's names in an ES module, names that CommonJS may not have.

const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { pathToFileURL } = require('url');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'module-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
function write(name, text) {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}
write('a.cjs', 'exports.name = 1;');
const renamed = write('renamed.mjs', `import { other as mine } from './a.cjs';`);
const lines = write('lines.mjs', `import {\n  other,\n} from './a.cjs';`);
const required = write('required.mjs', `require('./a.cjs');`);
write('esm/package.json', '{"type": "module"}');
write('folder/index.js', '');
const typed = write('esm/typed.js', 'module.exports = 1;');

let done = false;
process.on('exit', () => assert.ok(done, 'the test came to its end'));
(async () => {
  await assert.rejects(import(renamed), { name: 'SyntaxError',
    message: /const \{ other: mine \} = pkg;\n$/ });
  await assert.rejects(import(lines), { name: 'SyntaxError', message: /import pkg from '\.\/a\.cjs';\n$/ });
  await assert.rejects(import(required),
    { message: 'require is not defined in ES module scope, you can use import instead' });
  await assert.rejects(import(typed), /'\.js' file extension and '.*package\.json' contains/);
  const { href } = pathToFileURL(path.join(folder, 'folder'));
  await assert.rejects(import(href), /Did you mean to import ".*\/folder\/index\.js"\?/);

  // What CommonJS exported when it had run is what import sees, whatever became of it since.
  const changed = write('changed.cjs', 'exports.value = 1; module.exports.again = 1;');
  require(changed);
  require.cache[changed].exports = { value: 2 };
  assert.strictEqual((await import(changed)).default.value, 1);
  done = true;
})();

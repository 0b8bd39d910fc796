'use strict';

// package.json: exports and imports with conditions and patterns, a package's own name.
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
write('package.json', JSON.stringify({
  name: 'self',
  exports: { './part': './part.js' },
  imports: { '#dep': { require: 'dep/sub', default: './never.js' } },
}));
write('part.js', 'module.exports = "part";');
write('node_modules/dep/package.json', JSON.stringify({
  exports: {
    '.': { import: './never.mjs', require: './index.cjs' },
    './sub': [{ unknown: './never.js' }, './sub.js'],
    './lib/*.js': './src/*.js',
    './lib/private/*': null,
    './lib/private/*.js': null,
  },
}));
write('node_modules/dep/index.cjs', 'module.exports = "cjs";');
write('node_modules/dep/sub.js', 'module.exports = "sub";');
write('node_modules/dep/src/a/b.js', 'module.exports = "a/b";');
const main = write('main.js', 'module.exports = (id) => require(id);');

const load = require(main);
assert.strictEqual(load('dep'), 'cjs');
assert.strictEqual(load('dep/sub'), 'sub');
assert.strictEqual(load('dep/lib/a/b.js'), 'a/b');
assert.strictEqual(load('#dep'), 'sub');
assert.strictEqual(load('self/part'), 'part');
for (const id of ['dep/src/a/b.js', 'dep/lib/private/x.js', 'self', 'self/main.js']) {
  assert.throws(() => load(id), { code: 'ERR_PACKAGE_PATH_NOT_EXPORTED' }, id);
}
assert.throws(() => load('#nothing'), { code: 'ERR_PACKAGE_IMPORT_NOT_DEFINED' });

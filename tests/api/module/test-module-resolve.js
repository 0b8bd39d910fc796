'use strict';

// require.resolve finds without loading; paths and createRequire start elsewhere.

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

const { createRequire, isBuiltin, builtinModules } = require('module');
const x = write('node_modules/x/index.js', "throw new Error('not to be loaded');");
const start = write('lib/start.js', '');

assert.strictEqual(createRequire(start).resolve('x'), x);
assert.strictEqual(require.resolve('x', { paths: [folder] }), x);
assert.strictEqual(require.resolve('fs'), 'fs');
assert.strictEqual(require.resolve('node:fs'), 'node:fs');
assert.strictEqual(require.resolve.paths('fs'), null);
assert.throws(() => createRequire('relative.js'), { code: 'ERR_INVALID_ARG_VALUE' });
assert(isBuiltin('fs') && isBuiltin('node:path') && !isBuiltin('x'));
assert(builtinModules.includes('events'));

'use strict';

// A missing module is MODULE_NOT_FOUND with the stack of those who asked.

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

const a = write('a.js', "require('./b');");
const b = write('b.js', "require('./gone');");

assert.throws(() => require(a), (error) => {
  assert.strictEqual(error.code, 'MODULE_NOT_FOUND');
  assert.deepStrictEqual(error.requireStack, [b, a, __filename]);
  assert(error.message.startsWith("Cannot find module './gone'\nRequire stack:\n- "));
  return true;
});
assert.throws(() => require('no-such-package'), { code: 'MODULE_NOT_FOUND' });
assert.throws(() => require(''), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => require(7), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => require('node:gone'), { code: 'ERR_UNKNOWN_BUILTIN_MODULE' });

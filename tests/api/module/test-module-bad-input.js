'use strict';

// Names and files that are no modules are refused with a code; the program goes on.
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
fs.mkdirSync(path.join(folder, 'dir.js'));
assert.throws(() => require(path.join(folder, 'dir.js')), { code: 'MODULE_NOT_FOUND' });
for (const name of ['\0', './a\0b', 'a'.repeat(100_000), './'.repeat(50_000) + 'x']) {
  assert.throws(() => require(name), { code: 'MODULE_NOT_FOUND' });
}
for (const name of [undefined, null, 1, {}, []]) {
  assert.throws(() => require(name), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => require(''), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => require('node:none'), { code: 'ERR_UNKNOWN_BUILTIN_MODULE' });

const odd = write('odd.js', '');
fs.writeFileSync(odd, Buffer.from('module.exports = "\xff\xfe\x80";', 'latin1'));
assert.strictEqual(require(odd), '\ufffd\ufffd\ufffd');

for (const [i, text] of ['', '[]', '7', '{"main": {}}', '{"main": ["x"], "main": null}',
  '{"__proto__": {"main": "x"}}', '{"exports": null, "type": 9}'].entries()) {
  write(`p${i}/package.json`, text);
  write(`p${i}/index.js`, `module.exports = ${i};`);
  if (text === '') continue;
  assert.strictEqual(require(path.join(folder, `p${i}`)), i, text);
}

const huge = path.join(folder, 'huge.js');
fs.closeSync(fs.openSync(huge, 'w'));
fs.truncateSync(huge, 2 ** 30);
assert.throws(() => require(huge), { code: 'ERR_STRING_TOO_LONG' });

const bomb = write('bomb.js', 'globalThis.tries = (globalThis.tries ?? 0) + 1; throw new Error("bang");');
for (const time of [1, 2]) {
  assert.throws(() => require(bomb), { message: 'bang' });
  assert.strictEqual(globalThis.tries, time);
}

'use strict';

// import.meta says where a module is, and resolves names as the module would.
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
const file = write('a b/main.mjs', 'export default import.meta; export const { resolve } = import.meta;');

let done = false;
process.on('exit', () => assert.ok(done, 'the test came to its end'));
(async () => {
  const { default: meta } = await import(file);
  assert.strictEqual(Object.getPrototypeOf(meta), null);
  assert.strictEqual(meta.filename, file);
  assert.strictEqual(meta.dirname, path.dirname(file));
  assert.strictEqual(meta.url, `file://${file.replace(/ /g, '%20')}`);
  assert.strictEqual(meta.resolve('fs'), 'node:fs');
  assert.strictEqual(meta.resolve('../x.mjs'), `file://${path.join(folder, 'x.mjs')}`);
  assert.throws(() => meta.resolve('no-such-package-here'), { code: 'ERR_MODULE_NOT_FOUND' });
  const other = await import(`${file}?other`);
  assert.notStrictEqual(other.default, meta);
  assert.ok(other.default.url.endsWith('main.mjs?other'));
  done = true;
})();

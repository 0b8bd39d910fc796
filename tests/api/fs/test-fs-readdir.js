'use strict';

// readdir lists names, in all forms, as bytes when asked, with their kind when asked.

const assert = require('assert');
const fs = require('fs');

const folder = fs.mkdtempSync('/tmp/plinth-fs-');
fs.mkdirSync(`${folder}/sub`);
fs.writeFileSync(`${folder}/ä`, '');
fs.symlinkSync('ä', `${folder}/link`);
const names = ['link', 'sub', 'ä'];

assert.deepStrictEqual(fs.readdirSync(folder).sort(), names);
assert.deepStrictEqual(
  fs.readdirSync(folder, 'buffer').map(String).sort(), names);
assert.deepStrictEqual(
  fs.readdirSync(folder, 'hex').sort(), names.map((name) => Buffer.from(name).toString('hex')));

const kinds = Object.fromEntries(fs.readdirSync(folder, { withFileTypes: true }).map((entry) => {
  assert.ok(entry instanceof fs.Dirent);
  assert.strictEqual(entry.parentPath, folder);
  return [entry.name, [entry.isFile(), entry.isDirectory(), entry.isSymbolicLink()]];
}));
assert.deepStrictEqual(
  kinds, { 'ä': [true, false, false], 'link': [false, false, true], 'sub': [false, true, false] });

fs.readdir(folder, async (error, found) => {
  assert.ifError(error);
  assert.deepStrictEqual(found.sort(), names);
  assert.deepStrictEqual((await fs.promises.readdir(folder)).sort(), names);
  fs.rmSync(folder, { recursive: true });
});

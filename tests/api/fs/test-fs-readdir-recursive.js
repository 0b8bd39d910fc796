'use strict';

// readdir with `recursive` lists a whole tree, with paths below the folder.

const assert = require('assert');
const fs = require('fs');

const folder = fs.mkdtempSync('/tmp/plinth-fs-');
fs.mkdirSync(`${folder}/a/b/c`, { recursive: true });
fs.writeFileSync(`${folder}/a/b/file`, '');
fs.writeFileSync(`${folder}/top`, '');

const expected = ['a', 'a/b', 'a/b/c', 'a/b/file', 'top'];
assert.deepStrictEqual(fs.readdirSync(folder, { recursive: true }).sort(), expected);
const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
const file = entries.find((entry) => entry.name === 'file');
assert.strictEqual(file.parentPath, `${folder}/a/b`);
assert.ok(file.isFile());
fs.promises.readdir(folder, { recursive: true }).then((found) => {
  assert.deepStrictEqual(found.sort(), expected);
  fs.rmSync(folder, { recursive: true });
});

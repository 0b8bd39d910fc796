'use strict';

// mkdir with `recursive` makes what is missing, says which folder it made first, and does not mind
// what is there.

const assert = require('assert');
const fs = require('fs');

const folder = fs.mkdtempSync('/tmp/plinth-fs-');

assert.strictEqual(fs.mkdirSync(`${folder}/a/b/c`, { recursive: true }), `${folder}/a`);
assert.strictEqual(fs.mkdirSync(`${folder}/a/b/c/`, { recursive: true }), undefined);
assert.strictEqual(fs.mkdirSync(`${folder}/a/d`, { recursive: true }), `${folder}/a/d`);
assert.strictEqual(fs.mkdirSync(`${folder}/plain`), undefined);
assert.throws(() => fs.mkdirSync(`${folder}/plain`), { code: 'EEXIST', syscall: 'mkdir' });
assert.throws(() => fs.mkdirSync(`${folder}/x/y`), { code: 'ENOENT' });

const file = `${folder}/file`;
fs.writeFileSync(file, '');
assert.throws(() => fs.mkdirSync(file, { recursive: true }), { code: 'EEXIST', path: file });
assert.throws(() => fs.mkdirSync(`${file}/x/y`, { recursive: true }),
              { code: 'ENOTDIR', path: `${file}/x/y` });

fs.mkdir(`${folder}/e/f`, { recursive: true }, async (error, first) => {
  assert.ifError(error);
  assert.strictEqual(first, `${folder}/e`);
  assert.strictEqual(
    await fs.promises.mkdir(`${folder}/g/h`, { recursive: true }), `${folder}/g`);
  fs.rmSync(folder, { recursive: true });
});

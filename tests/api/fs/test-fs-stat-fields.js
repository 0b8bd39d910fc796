'use strict';

// stat, lstat and fstat describe the same file alike; lstat describes a symlink itself.

const assert = require('assert');
const fs = require('fs');

const folder = fs.mkdtempSync('/tmp/plinth-fs-');
const file = `${folder}/file`;
fs.writeFileSync(file, 'x'.repeat(5000), { mode: 0o640 });
fs.symlinkSync('file', `${folder}/link`);

const stats = fs.statSync(file);
assert.ok(stats instanceof fs.Stats);
assert.strictEqual(stats.size, 5000);
assert.strictEqual(stats.mode & 0o777, 0o640);
assert.deepStrictEqual(
  [stats.isFile(), stats.isDirectory(), stats.isSymbolicLink()], [true, false, false]);
assert.ok(Math.abs(stats.mtimeMs - Date.now()) < 60000);
assert.strictEqual(stats.mtime.getTime(), Math.round(stats.mtimeMs));
assert.deepStrictEqual(Object.keys(stats), [
  'dev', 'mode', 'nlink', 'uid', 'gid', 'rdev', 'blksize', 'ino', 'size', 'blocks', 'atimeMs',
  'mtimeMs', 'ctimeMs', 'birthtimeMs', 'atime', 'mtime', 'ctime', 'birthtime',
]);
assert.deepStrictEqual(fs.statSync(`${folder}/link`), stats);
assert.ok(fs.lstatSync(`${folder}/link`).isSymbolicLink());
assert.ok(fs.statSync(folder).isDirectory());
assert.ok(fs.statSync('/dev/null').isCharacterDevice());

const fd = fs.openSync(file);
assert.deepStrictEqual(fs.fstatSync(fd), stats);
fs.closeSync(fd);

// Results of calls that overlap do not mix.
Promise.all([file, folder, file].map((path) => fs.promises.stat(path))).then(([a, b, c]) => {
  assert.deepStrictEqual(a, stats);
  assert.ok(b.isDirectory());
  assert.deepStrictEqual(c, stats);
  fs.rmSync(folder, { recursive: true });
});

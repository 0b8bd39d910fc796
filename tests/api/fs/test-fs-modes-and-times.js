'use strict';

// chmod and utimes change what stat shows, for paths, descriptors and symlinks.

const assert = require('assert');
const fs = require('fs');

const folder = fs.mkdtempSync('/tmp/plinth-fs-');
const file = `${folder}/file`;
fs.writeFileSync(file, 'x');
const mode = () => fs.statSync(file).mode & 0o777;

fs.chmodSync(file, 0o600);
assert.strictEqual(mode(), 0o600);
fs.chmodSync(file, '644');
assert.strictEqual(mode(), 0o644);

const fd = fs.openSync(file, 'r+');
fs.fchmodSync(fd, 0o640);
assert.strictEqual(mode(), 0o640);
fs.futimesSync(fd, 1000, new Date(2000500));
fs.fchownSync(fd, -1, -1);
fs.fsyncSync(fd);
fs.fdatasyncSync(fd);
fs.ftruncateSync(fd, 10);
fs.closeSync(fd);
assert.strictEqual(fs.statSync(file).size, 10);
fs.truncateSync(file);
assert.strictEqual(fs.statSync(file).size, 0);

fs.utimesSync(file, '1500', 1600.25);
const { atimeMs, mtimeMs } = fs.statSync(file);
assert.deepStrictEqual([atimeMs, mtimeMs], [1500000, 1600250]);
fs.symlinkSync('file', `${folder}/link`);
fs.lutimesSync(`${folder}/link`, 5, 6);
assert.strictEqual(fs.lstatSync(`${folder}/link`).mtimeMs, 6000);
assert.strictEqual(fs.statSync(file).mtimeMs, 1600250);

fs.chmod(file, 0o604, (error) => {
  assert.ifError(error);
  assert.strictEqual(mode(), 0o604);
  fs.rmSync(folder, { recursive: true });
});

'use strict';

// link shares a file, symlink points to it, readlink and realpath say where to.

const assert = require('assert');
const fs = require('fs');

const folder = fs.realpathSync(fs.mkdtempSync('/tmp/plinth-fs-'));
const file = `${folder}/file`;
fs.writeFileSync(file, 'x');

fs.linkSync(file, `${folder}/hard`);
assert.strictEqual(fs.statSync(file).nlink, 2);
fs.symlinkSync('file', `${folder}/soft`);
assert.strictEqual(fs.readlinkSync(`${folder}/soft`), 'file');
assert.deepStrictEqual(fs.readlinkSync(`${folder}/soft`, 'buffer'), Buffer.from('file'));
assert.strictEqual(fs.realpathSync(`${folder}/soft`), file);
assert.strictEqual(fs.realpathSync.native(`${folder}/../${folder.slice(5)}/soft`), file);
assert.throws(() => fs.realpathSync(`${folder}/no/where`),
              { code: 'ENOENT', syscall: 'lstat', path: `${folder}/no` });
assert.throws(() => fs.realpathSync.native(`${folder}/no`), { code: 'ENOENT', syscall: 'realpath' });
assert.throws(() => fs.symlinkSync('a', 'b', 'sideways'), { code: 'ERR_FS_INVALID_SYMLINK_TYPE' });

fs.realpath(`${folder}/soft`, async (error, real) => {
  assert.ifError(error);
  assert.strictEqual(real, file);
  assert.strictEqual(await fs.promises.readlink(`${folder}/soft`), 'file');
  fs.rmSync(folder, { recursive: true });
});

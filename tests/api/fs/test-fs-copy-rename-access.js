'use strict';

// copyFile copies, COPYFILE_EXCL spares what is there, rename moves, access and exists see it.

const assert = require('assert');
const fs = require('fs');

const folder = fs.mkdtempSync('/tmp/plinth-fs-');
const [one, two] = [`${folder}/one`, `${folder}/two`];
fs.writeFileSync(one, 'content');

fs.copyFileSync(one, two);
assert.strictEqual(fs.readFileSync(two, 'utf8'), 'content');
assert.throws(() => fs.copyFileSync(one, two, fs.constants.COPYFILE_EXCL),
              { code: 'EEXIST', path: one, dest: two, syscall: 'copyfile' });
fs.renameSync(two, `${folder}/three`);
assert.deepStrictEqual([fs.existsSync(two), fs.existsSync(`${folder}/three`)], [false, true]);
assert.strictEqual(fs.existsSync(), false);
assert.strictEqual(fs.existsSync('a\0b'), false);

fs.accessSync(one, fs.constants.R_OK | fs.constants.W_OK);
assert.throws(() => fs.accessSync(two), { code: 'ENOENT', syscall: 'access' });
fs.access(two, (error) => {
  assert.strictEqual(error.code, 'ENOENT');
  fs.exists(one, (there) => {
    assert.strictEqual(there, true);
    fs.rmSync(folder, { recursive: true });
  });
});

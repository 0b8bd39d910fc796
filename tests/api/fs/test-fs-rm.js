'use strict';

// rm removes files, and trees only with `recursive`; symlinks are removed, not followed; `force`
// does not mind what is missing.

const assert = require('assert');
const fs = require('fs');

const folder = fs.mkdtempSync('/tmp/plinth-fs-');
const kept = fs.mkdtempSync('/tmp/plinth-fs-');
fs.writeFileSync(`${kept}/file`, '');

function plant() {
  fs.mkdirSync(`${folder}/tree/a/b`, { recursive: true });
  fs.writeFileSync(`${folder}/tree/a/file`, '');
  fs.symlinkSync(kept, `${folder}/tree/link`);
}

async function main() {
  assert.throws(() => fs.rmSync(`${folder}/none`), { code: 'ENOENT' });
  fs.rmSync(`${folder}/none`, { force: true });
  fs.rmSync(`${folder}/none`, { force: true, recursive: true });

  plant();
  assert.throws(() => fs.rmSync(`${folder}/tree`), { code: 'ERR_FS_EISDIR', name: 'SystemError' });
  await assert.rejects(fs.promises.rm(`${folder}/tree`), { code: 'ERR_FS_EISDIR' });
  fs.rmSync(`${folder}/tree`, { recursive: true });
  plant();
  await fs.promises.rm(`${folder}/tree`, { recursive: true });
  plant();
  await new Promise((resolve, reject) => {
    fs.rm(`${folder}/tree`, { recursive: true }, (error) => (error ? reject(error) : resolve()));
  });

  assert.deepStrictEqual(fs.readdirSync(folder), []);
  assert.deepStrictEqual(fs.readdirSync(kept), ['file']);
  fs.rmSync(kept, { recursive: true });
  fs.rmdirSync(folder);
  assert.throws(() => fs.rmdirSync(folder), { code: 'ENOENT', syscall: 'rmdir' });
}

main();

'use strict';

// Trees of many files in nested folders are copied and removed whole; an error ends the copy, and a
// filter is asked about one file at a time.

const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-'));
const from = path.join(dir, 'from');
const to = path.join(dir, 'to');

function list(root) {
  return fs.readdirSync(root, { recursive: true }).sort();
}

(async () => {
  for (const folder of ['', 'a', 'a/b', 'a/b/c', 'd']) {
    fs.mkdirSync(path.join(from, folder), { recursive: true });
    for (let i = 0; i < 60; i++) fs.writeFileSync(path.join(from, folder, `${i}`), `${folder} ${i}`);
  }

  await fs.promises.cp(from, to, { recursive: true });

  assert.deepStrictEqual(list(to), list(from));
  assert.strictEqual(fs.readFileSync(path.join(to, 'a/b/c/59'), 'utf8'), 'a/b/c 59');
  await assert.rejects(
    fs.promises.cp(from, to, { recursive: true, errorOnExist: true, force: false }),
    { code: 'ERR_FS_CP_EEXIST' });

  await fs.promises.rm(to, { recursive: true });

  assert.strictEqual(fs.existsSync(to), false);
  await assert.rejects(fs.promises.rm(to, { recursive: true }), { code: 'ENOENT' });

  const asked = [];
  let asking = 0;
  await fs.promises.cp(path.join(from, 'd'), to, {
    recursive: true,
    async filter(src) {
      asked.push(path.basename(src));
      assert.strictEqual(++asking, 1);
      await new Promise(setImmediate);
      asking--;
      return true;
    },
  });

  assert.deepStrictEqual(asked.sort(), ['d', ...fs.readdirSync(path.join(from, 'd'))].sort());
  await fs.promises.rm(dir, { recursive: true });
  assert.strictEqual(fs.existsSync(dir), false);
})();

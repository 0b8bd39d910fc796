'use strict';

// Large, empty and growing files are read whole, and a file that is a folder names the failing call.

const assert = require('assert');
const fs = require('fs');

const folder = fs.mkdtempSync('/tmp/plinth-fs-');
const file = `${folder}/file`;
const large = Buffer.alloc(3 << 20, 'abcdefg');

async function main() {
  fs.writeFileSync(file, large);
  assert.ok(fs.readFileSync(file).equals(large));
  assert.ok((await fs.promises.readFile(file)).equals(large));
  await new Promise((resolve) => {
    fs.readFile(file, 'latin1', (error, text) => {
      assert.ifError(error);
      assert.strictEqual(text, large.toString('latin1'));
      resolve();
    });
  });

  await fs.promises.writeFile(file, '');
  assert.strictEqual(fs.readFileSync(file, 'utf8'), '');
  assert.strictEqual((await fs.promises.readFile(file)).length, 0);

  const isFolder = { code: 'EISDIR', syscall: 'read' };
  assert.throws(() => fs.readFileSync(folder), isFolder);
  await assert.rejects(fs.promises.readFile(folder), isFolder);
  assert.throws(() => fs.writeFileSync(folder, 'x'), { code: 'EISDIR', syscall: 'open', path: folder });
  fs.rmSync(folder, { recursive: true });
}

main();

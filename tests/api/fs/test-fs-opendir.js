'use strict';

// opendir reads a folder entry by entry, by calls or as an async iterator, and closes once.

const assert = require('assert');
const fs = require('fs');

const folder = fs.mkdtempSync('/tmp/plinth-fs-');
fs.writeFileSync(`${folder}/a`, '');
fs.mkdirSync(`${folder}/b`);

async function main() {
  const dir = fs.opendirSync(folder);
  assert.strictEqual(dir.path, folder);
  assert.ok(dir instanceof fs.Dir);
  const names = [dir.readSync().name, dir.readSync().name].sort();
  assert.deepStrictEqual(names, ['a', 'b']);
  assert.strictEqual(dir.readSync(), null);
  dir.closeSync();
  assert.throws(() => dir.readSync(), { code: 'ERR_DIR_CLOSED' });

  const seen = [];
  for await (const entry of await fs.promises.opendir(folder)) seen.push(entry.name);
  assert.deepStrictEqual(seen.sort(), ['a', 'b']);

  await assert.rejects(fs.promises.opendir(`${folder}/a`), { code: 'ENOTDIR', syscall: 'opendir' });
  assert.throws(() => fs.opendirSync(`${folder}/c`), { code: 'ENOENT', syscall: 'opendir' });
  fs.rmSync(folder, { recursive: true });
}

main();

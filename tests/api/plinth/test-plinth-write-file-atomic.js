'use strict';

// Host only: require('plinth') is not Node's.
// writeFileAtomic replaces a file as a whole, keeps its mode, follows symlinks, leaves nothing behind.

const assert = require('assert');
const fs = require('fs');
const { writeFileAtomic } = require('plinth');

const folder = fs.mkdtempSync('/tmp/plinth-atomic-');
const file = `${folder}/file`;
const read = () => fs.readFileSync(file, 'utf8');

async function main() {
  await writeFileAtomic(file, 'one');
  assert.strictEqual(read(), 'one');
  fs.chmodSync(file, 0o640);
  fs.symlinkSync('file', `${folder}/link`);
  await writeFileAtomic(`${folder}/link`, Buffer.from('two'), { flush: false });
  assert.strictEqual(read(), 'two');
  assert.strictEqual(fs.statSync(file).mode & 0o777, 0o640);
  assert.ok(fs.lstatSync(`${folder}/link`).isSymbolicLink());

  async function* broken() {
    yield 'part';
    throw new Error('broken');
  }
  await assert.rejects(writeFileAtomic(file, broken()), { message: 'broken' });
  await assert.rejects(writeFileAtomic(`${folder}/none/file`, 'x'), { code: 'ENOENT' });
  await assert.rejects(writeFileAtomic(file, 1), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(writeFileAtomic(file, 'x', { signal: AbortSignal.abort() }),
                       { name: 'AbortError' });
  assert.strictEqual(read(), 'two');

  // Whoever reads meanwhile sees one of the texts, whole.
  const texts = ['a'.repeat(100000), 'b'.repeat(100000)];
  await writeFileAtomic(file, texts[0]);
  const writes = Promise.all([1, 0, 1, 0].map((which) =>
    writeFileAtomic(file, texts[which], { flush: false })));
  for (let i = 0; i < 50; i++) {
    assert.ok(texts.includes(await fs.promises.readFile(file, 'utf8')));
  }
  await writes;
  assert.deepStrictEqual(fs.readdirSync(folder).sort(), ['file', 'link']);
}

main().finally(() => fs.rmSync(folder, { recursive: true }));

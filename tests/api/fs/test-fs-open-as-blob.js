'use strict';

// A file as a Blob: read when the blob is, in parts too; not when the file changed meanwhile.

const assert = require('assert');
const fs = require('fs');

const folder = fs.mkdtempSync('/tmp/plinth-fs-');
const file = `${folder}/file`;

async function main() {
  fs.writeFileSync(file, 'x'.repeat(100000) + 'end');
  const blob = await fs.openAsBlob(file, { type: 'text/plain' });
  assert.ok(blob instanceof Blob);
  assert.strictEqual(blob.size, 100003);
  assert.strictEqual(blob.type, 'text/plain');
  assert.strictEqual((await blob.text()).slice(-4), 'xend');
  assert.strictEqual((await blob.arrayBuffer()).byteLength, 100003);
  assert.strictEqual(await blob.slice(-3).text(), 'end');
  assert.strictEqual(await new Blob(['a', blob.slice(100000), 'b']).text(), 'aendb');
  let size = 0;
  for await (const part of blob.stream()) size += part.length;
  assert.strictEqual(size, 100003);

  fs.appendFileSync(file, 'more');
  await assert.rejects(blob.text(), { name: 'NotReadableError' });
  fs.writeFileSync(file, '');
  assert.strictEqual(await (await fs.openAsBlob(file)).text(), '');
  await assert.rejects(async () => fs.openAsBlob(1), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(async () => fs.openAsBlob(file, { type: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });
}

main().finally(() => fs.rmSync(folder, { recursive: true }));

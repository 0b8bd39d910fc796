'use strict';

// readFile gives the same bytes through its callback, Sync and promise forms, and text when an
// encoding is named.

const assert = require('assert');
const fs = require('fs');

const folder = fs.mkdtempSync('/tmp/plinth-fs-');
const file = `${folder}/file.txt`;
const text = 'Grüße, 世界 \u{1f30d}\n'.repeat(1000);
fs.writeFileSync(file, text);

async function main() {
  assert.ok(Buffer.isBuffer(fs.readFileSync(file)));
  assert.strictEqual(fs.readFileSync(file, 'utf8'), text);
  assert.strictEqual(fs.readFileSync(file, { encoding: 'latin1' }).length, Buffer.byteLength(text));
  assert.strictEqual((await fs.promises.readFile(file)).toString(), text);
  assert.strictEqual(await fs.promises.readFile(file, 'utf8'), text);
  const calledBack = await new Promise((resolve, reject) => {
    fs.readFile(file, 'utf8', (error, value) => (error ? reject(error) : resolve(value)));
  });
  assert.strictEqual(calledBack, text);
  fs.rmSync(folder, { recursive: true });
}

main();

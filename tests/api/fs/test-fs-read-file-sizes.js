'use strict';

// readFile gives all of a file of any size, in memory that no other result shares, also when the
// pool of buffers is small.

const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'plinth-'));
const file = path.join(dir, 'file');

function bytesOf(size) {
  const bytes = Buffer.alloc(size);
  for (let i = 0; i < size; i++) bytes[i] = (i * 7 + (i >> 8)) & 0x7f;
  return bytes;
}

async function check(size) {
  const bytes = bytesOf(size);
  fs.writeFileSync(file, bytes);

  const found = [
    fs.readFileSync(file), fs.readFileSync(file),
    await fs.promises.readFile(file),
    await new Promise((ok, no) => fs.readFile(file, (error, all) => (error ? no(error) : ok(all)))),
    await fs.promises.readFile(file, { signal: new AbortController().signal }),
  ];

  for (const one of found) {
    assert.ok(Buffer.isBuffer(one));
    assert.ok(one.equals(bytes), `${size} bytes`);
    one.fill(0xff);  // None of those that follow changes.
  }
  for (const encoding of ['utf8', 'latin1', 'hex', 'base64']) {
    const text = bytes.toString(encoding);
    assert.strictEqual(fs.readFileSync(file, encoding), text);
    assert.strictEqual(await fs.promises.readFile(file, { encoding }), text);
  }
}

(async () => {
  const sizes = [0, 1, 7, 2047, 2048, 2049, 4095, 4096, 65536, 300000];
  for (const size of sizes) await check(size);
  const { poolSize } = Buffer;
  for (const small of [0, 2, 64]) {
    Buffer.poolSize = small;
    for (const size of [1, 31, 33, 5000]) await check(size);
  }
  Buffer.poolSize = poolSize;
  fs.writeFileSync(file, bytesOf((1 << 24) + 1));
  assert.ok(fs.readFileSync(file).equals(bytesOf((1 << 24) + 1)));
  assert.strictEqual((await fs.promises.readFile(file)).length, (1 << 24) + 1);
  assert.throws(() => fs.readFileSync(dir), { code: 'EISDIR', syscall: 'read' });
  await assert.rejects(fs.promises.readFile(dir), { code: 'EISDIR', syscall: 'read' });
  fs.rmSync(dir, { recursive: true });
})();

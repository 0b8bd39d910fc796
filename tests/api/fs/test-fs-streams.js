'use strict';

// Streams read and write parts of files, in order, and tell what they did.

const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');
const { pipeline } = require('stream/promises');

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'streams-'));
const file = path.join(folder, 'file');

async function text(stream) {
  let all = '';
  for await (const chunk of stream.setEncoding('utf8')) all += chunk;
  return all;
}

async function main() {
  const out = fs.createWriteStream(file, { flush: true });
  for (let i = 0; i < 1000; i++) out.write(`${i % 10}`);
  await new Promise((resolve) => {
    out.end('end', resolve);
  });
  assert.strictEqual(out.bytesWritten, 1003);
  assert.strictEqual(await text(fs.createReadStream(file, { start: 998 })), '89end');
  assert.strictEqual(await text(fs.createReadStream(file, { start: 2, end: 4 })), '234');

  await pipeline(fs.createReadStream(file, { highWaterMark: 7 }),
                 fs.createWriteStream(`${file}2`, { start: 3 }));
  assert.strictEqual(fs.statSync(`${file}2`).size, 1006);

  const handle = await fs.promises.open(file);
  assert.strictEqual((await text(handle.createReadStream({ end: 1 }))), '01');
  await assert.rejects(handle.stat(), { code: 'EBADF' });
  await assert.rejects(text(fs.createReadStream(`${file}3`)), { code: 'ENOENT' });
  assert.throws(() => fs.createReadStream(file, { start: 2, end: 1 }), { code: 'ERR_OUT_OF_RANGE' });
}

let done = false;
main().then(() => {
  done = true;
  fs.rmSync(folder, { recursive: true });
});
process.on('exit', () => assert(done));

'use strict';

// A read stream gives a large file in chunks of the size that it was asked for, whatever is read how
// far ahead: nobody sees more than one chunk at a time.

const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

const CHUNK = 64 * 1024;
const SIZE = 20 * CHUNK + 123;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'read-ahead-'));
const file = path.join(folder, 'file');
const content = Buffer.alloc(SIZE);
for (let i = 0; i < SIZE; i++) content[i] = (i >> 8) ^ i;
fs.writeFileSync(file, content);

async function all(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return { bytes: Buffer.concat(chunks), sizes: chunks.map(({ length }) => length) };
}

async function inChunks() {
  const { bytes, sizes } = await all(fs.createReadStream(file));
  assert(bytes.equals(content));
  assert.deepStrictEqual(sizes, [...Array(20).fill(CHUNK), 123]);
  const small = await all(fs.createReadStream(file, { highWaterMark: 1000 }));
  assert(small.bytes.equals(content));
  assert(small.sizes.slice(0, -1).every((size) => size === 1000));
  const large = await all(fs.createReadStream(file, { highWaterMark: 2 * SIZE }));
  assert.deepStrictEqual(large.sizes, [SIZE]);
}

async function ranges() {
  for (const [start, end] of [[0, 0], [5, CHUNK + 4], [CHUNK, 9 * CHUNK], [SIZE - 1, SIZE + 5]]) {
    const { bytes } = await all(fs.createReadStream(file, { start, end }));
    assert(bytes.equals(content.subarray(start, end + 1)), `${start} to ${end}`);
  }
}

async function counts() {
  const stream = fs.createReadStream(file);
  let seen = 0;
  for await (const chunk of stream) {
    seen += chunk.length;
    assert(stream.bytesRead >= seen && stream.bytesRead <= seen + 2 * CHUNK);
  }
  assert.strictEqual(stream.bytesRead, SIZE);
}

async function endsEarly() {
  const stream = fs.createReadStream(file);
  let chunks = 0;
  await new Promise((resolve) => {
    stream.on('data', () => {
      if (++chunks === 3) stream.destroy();
    }).on('close', resolve);
  });
  assert.strictEqual(chunks, 3);
  assert.strictEqual(stream.fd, null);
}

// What is written while a chunk is handled is read.
async function grows() {
  const growing = path.join(folder, 'growing');
  fs.writeFileSync(growing, content.subarray(0, CHUNK + 10));
  const stream = fs.createReadStream(growing);
  stream.once('data', () => fs.appendFileSync(growing, 'more'));
  let last;
  stream.on('data', (chunk) => { last = chunk; });
  await new Promise((resolve) => {
    stream.on('end', resolve);
  });
  assert.strictEqual(stream.bytesRead, CHUNK + 14);
  assert(last.latin1Slice().endsWith('more'));
}

// Packages and tests put their own function in the place of fs.read().
async function replaced() {
  const { read } = fs;
  const positions = [];
  fs.read = function(fd, buffer, offset, length, ...rest) {
    positions.push(length);
    return read.call(this, fd, buffer, offset, length, ...rest);
  };
  const { bytes } = await all(fs.createReadStream(file));
  fs.read = read;
  assert(bytes.equals(content));
  assert.deepStrictEqual(positions, Array(22).fill(CHUNK));
}

async function fails() {
  await assert.rejects(all(fs.createReadStream(folder)), { code: 'EISDIR', syscall: 'read' });
}

let done = false;
Promise.all([inChunks(), ranges(), counts(), endsEarly(), grows(), fails()])
  .then(replaced)
  .then(() => {
    done = true;
    fs.rmSync(folder, { recursive: true });
  });
process.on('exit', () => assert(done));

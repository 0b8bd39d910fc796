'use strict';

// CompressionStream and DecompressionStream are each other's inverse; bad data is an error.

const assert = require('assert');
const { gunzipSync } = require('zlib');

async function through(chunks, ...streams) {
  let readable = new Blob(chunks).stream();
  for (const stream of streams) readable = readable.pipeThrough(stream);
  const pieces = [];
  for await (const piece of readable) pieces.push(piece);
  return Buffer.concat(pieces);
}

async function main() {
  const text = 'again and again, '.repeat(500);
  for (const format of ['gzip', 'deflate', 'deflate-raw']) {
    const back = await through([text], new CompressionStream(format), new DecompressionStream(format));
    assert.strictEqual(back.toString(), text);
  }
  assert.strictEqual(gunzipSync(await through([text], new CompressionStream('gzip'))).toString(), text);
  await assert.rejects(through(['no gzip'], new DecompressionStream('gzip')));
}
main();
assert.throws(() => new CompressionStream('zip'), { code: 'ERR_INVALID_ARG_VALUE' });

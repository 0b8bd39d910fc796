'use strict';

// A few bytes that stand for many wait until somebody reads what they stand for; the last flush ends the stream.

const assert = require('assert');
const zlib = require('zlib');

const SIZE = 64 << 20;
for (const [compress, decompress] of [['gzipSync', 'createGunzip'], ['brotliCompressSync', 'createBrotliDecompress']]) {
  const params = { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 };
  const stream = zlib[decompress]();
  stream.end(zlib[compress](Buffer.alloc(SIZE), { level: 1, params }));
  let size = 0;
  setTimeout(() => {
    assert(stream.readableLength <= 2 * stream.readableHighWaterMark, `${stream.readableLength} bytes wait`);
    stream.on('data', (bytes) => { size += bytes.length; });
    stream.on('end', () => assert.strictEqual(size, SIZE));
  }, 100);
}

const chunks = [];
const gzip = zlib.createGzip();
gzip.on('data', (bytes) => chunks.push(bytes));
gzip.on('end', () => assert.strictEqual(zlib.gunzipSync(Buffer.concat(chunks)).toString(), 'abcdef'));
gzip.write('abc');
gzip.flush(zlib.constants.Z_PARTIAL_FLUSH);
gzip.write('def');
gzip.flush(zlib.constants.Z_PARTIAL_FLUSH);
gzip.end();

process.once('warning', ({ code }) => assert.strictEqual(code, 'DEP0108'));
assert.strictEqual(gzip.bytesRead, gzip.bytesWritten);

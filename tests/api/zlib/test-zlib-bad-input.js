'use strict';

// What is no compressed data, or ends too early, is an error with zlib's code; options are checked.

const assert = require('assert');
const zlib = require('zlib');

assert.throws(() => zlib.inflateSync(Buffer.from('nonsense')), { code: 'Z_DATA_ERROR', errno: -3 });
assert.throws(() => zlib.gunzipSync(zlib.gzipSync('text').subarray(0, 12)),
  { code: 'Z_BUF_ERROR', message: 'unexpected end of file' });
assert.throws(() => zlib.brotliDecompressSync(Buffer.from('this is no brotli data at all')), /Decompression failed/);
assert.throws(() => zlib.inflateSync(zlib.deflateSync(Buffer.alloc(1e6)), { maxOutputLength: 1000 }),
  { code: 'ERR_BUFFER_TOO_LARGE' });
assert.throws(() => zlib.createGzip({ level: 10 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => zlib.createGzip({ chunkSize: 1 }), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => zlib.deflateSync(5), { code: 'ERR_INVALID_ARG_TYPE' });

let failed;
zlib.gunzip(Buffer.from('no gzip at all'), (error, result) => {
  failed = error;
  assert.strictEqual(result, undefined);
});
process.on('exit', () => assert.strictEqual(failed.code, 'Z_DATA_ERROR'));

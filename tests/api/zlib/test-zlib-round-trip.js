'use strict';

// Each way of compressing is undone by its counterpart: at once, with a callback, as streams.

const assert = require('assert');
const zlib = require('zlib');

const text = Buffer.from('plinth '.repeat(20000));
const PAIRS = [
  ['deflate', 'inflate'], ['gzip', 'gunzip'], ['deflateRaw', 'inflateRaw'], ['gzip', 'unzip'],
  ['deflate', 'unzip'], ['brotliCompress', 'brotliDecompress'],
];

let left = PAIRS.length * 2;
for (const [pack, unpack] of PAIRS) {
  const packed = zlib[`${pack}Sync`](text);
  assert.ok(packed.length < text.length / 10);
  assert.deepStrictEqual(zlib[`${unpack}Sync`](packed), text);

  zlib[pack](text, (error, result) => {
    assert.ifError(error);
    zlib[unpack](result, (failure, back) => {
      assert.ifError(failure);
      assert.deepStrictEqual(back, text);
      left--;
    });
  });

  const name = (verb) => `create${verb[0].toUpperCase()}${verb.slice(1)}`;
  const pieces = [];
  const first = zlib[name(pack)]({ chunkSize: 512 });
  first.pipe(zlib[name(unpack)]()).on('data', (piece) => pieces.push(piece)).on('end', () => {
    assert.deepStrictEqual(Buffer.concat(pieces), text);
    left--;
  });
  for (let i = 0; i < text.length; i += 5000) first.write(text.subarray(i, i + 5000));
  first.end();
}
process.on('exit', () => assert.strictEqual(left, 0));

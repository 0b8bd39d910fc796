'use strict';

// flush() puts out all that was written; the stream goes on after it.

const assert = require('assert');
const zlib = require('zlib');

const packer = zlib.createDeflate();
const pieces = [];
packer.on('data', (piece) => pieces.push(piece));
let done = false;
packer.write('first');
packer.flush(() => {
  const soFar = Buffer.concat(pieces);
  assert.strictEqual(zlib.inflateSync(soFar, { finishFlush: zlib.constants.Z_SYNC_FLUSH }).toString(),
    'first');
  packer.end(' second', () => {});
  packer.on('end', () => {
    assert.strictEqual(zlib.inflateSync(Buffer.concat(pieces)).toString(), 'first second');
    done = true;
  });
});
process.on('exit', () => assert.ok(done));

'use strict';

// A Blob keeps a copy of its parts; slices, text and streams come out of it. A File has a name.

const assert = require('assert');
const { Blob, File, resolveObjectURL } = require('buffer');

const bytes = new Uint8Array([0x68, 0x69]);
const blob = new Blob([bytes, ' ', new Blob(['wörld'])], { type: 'Text/Plain' });
bytes[0] = 0;

async function main() {
  assert.strictEqual(blob.size, 9);
  assert.strictEqual(blob.type, 'text/plain');
  assert.strictEqual(await blob.text(), 'hi wörld');
  assert.strictEqual(await blob.slice(-3, -1).text(), 'rl');
  assert.strictEqual((await blob.slice(1, 3).arrayBuffer()).byteLength, 2);
  let streamed = 0;
  for await (const chunk of blob.stream()) streamed += chunk.byteLength;
  assert.strictEqual(streamed, 9);

  const file = new File(['x'], 'name.txt', { lastModified: 5 });
  assert(file instanceof Blob);
  assert.deepStrictEqual([file.name, file.lastModified, file.size], ['name.txt', 5, 1]);

  const url = URL.createObjectURL(blob);
  assert.strictEqual(await resolveObjectURL(url).text(), 'hi wörld');
  URL.revokeObjectURL(url);
  assert.strictEqual(resolveObjectURL(url), undefined);
  assert.throws(() => new Blob('text'), { code: 'ERR_INVALID_ARG_TYPE' });
}

let done = false;
main().then(() => {
  done = true;
});
process.on('exit', () => assert(done));

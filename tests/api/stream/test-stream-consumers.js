'use strict';

// stream/consumers collect what a stream brings.

const assert = require('assert');
const { Readable } = require('stream');
const { arrayBuffer, buffer, json, text } = require('stream/consumers');

const bytes = Buffer.from('{"a":"漢"}');
const source = () => Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]);

async function main() {
  assert.deepStrictEqual(await json(source()), { a: '漢' });
  assert.strictEqual(await text(source()), '{"a":"漢"}');
  assert.deepStrictEqual(await buffer(source()), bytes);
  assert.strictEqual((await arrayBuffer(source())).byteLength, bytes.length);
}

let done = false;
main().then(() => {
  done = true;
});
process.on('exit', () => assert(done));

'use strict';

// pipeline() joins streams, generators and functions, and ends all of them when one fails.

const assert = require('assert');
const { PassThrough, Readable, Transform } = require('stream');
const { pipeline } = require('stream/promises');

async function collect(stream) {
  let all = '';
  for await (const chunk of stream) all += chunk;
  return all;
}

const upper = new Transform({
  transform(chunk, encoding, callback) {
    callback(null, chunk.toString().toUpperCase());
  },
});

async function* twice(source) {
  for await (const chunk of source) yield `${chunk}${chunk}`;
}

async function main() {
  const all = await pipeline(Readable.from(['ab', 'c']), twice, upper, collect);
  assert.strictEqual(all, 'ABABCC');

  const broken = new PassThrough();
  const target = new PassThrough();
  const failed = pipeline(broken, target);
  broken.destroy(new Error('no more'));
  await assert.rejects(failed, { message: 'no more' });
  assert.strictEqual(target.destroyed, true);
}

let done = false;
main().then(() => {
  done = true;
});
process.on('exit', () => assert(done));

'use strict';

// Web streams work by themselves, with text, and as Node streams and back.

const assert = require('assert');
const { Duplex, Readable, Writable, finished } = require('stream');
const { pipeline } = require('stream/promises');
const { text } = require('stream/consumers');
const { inspect } = require('util');

assert.strictEqual(globalThis.ReadableStream, require('stream/web').ReadableStream);
assert.strictEqual(
  inspect(new WritableStream()), "WritableStream { locked: false, state: 'writable' }");

function numbers(count) {
  let next = 0;
  return new ReadableStream({
    pull(controller) {
      if (next < count) controller.enqueue(`${next++}`);
      else controller.close();
    },
  });
}

async function main() {
  const bytes = numbers(12).pipeThrough(new TextEncoderStream());
  assert.strictEqual(await text(bytes.pipeThrough(new TextDecoderStream())), '01234567891011');

  assert.strictEqual(await text(Readable.fromWeb(numbers(3))), '012');
  assert.strictEqual(await text(Readable.toWeb(Readable.from(['a', 'b']))), 'ab');

  let written = '';
  const sink = Writable.toWeb(new Writable({
    write(chunk, encoding, callback) {
      written += chunk;
      setImmediate(callback);
    },
  }));
  await numbers(5).pipeTo(sink);
  assert.strictEqual(written, '01234');

  const { readable, writable } = new TransformStream();
  const duplex = Duplex.fromWeb({ readable, writable }, { encoding: 'utf8', objectMode: true });
  duplex.end('through');
  assert.strictEqual(await text(duplex), 'through');

  const failing = new ReadableStream({
    pull() {
      throw new Error('no more');
    },
  });
  await assert.rejects(pipeline(failing, async function* (source) {
    yield* source;
  }, async (source) => text(source)), { message: 'no more' });
  await new Promise((resolve) => {
    finished(numbers(0), resolve);
  });
}

let done = false;
main().then(() => {
  done = true;
});
process.on('exit', () => assert(done));

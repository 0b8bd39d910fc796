'use strict';

// A question is answered by the next line, and given up when its signal aborts.

const assert = require('assert');
const { createInterface } = require('readline/promises');
const { PassThrough } = require('stream');

async function main() {
  const input = new PassThrough();
  const output = new PassThrough();
  const reader = createInterface({ input, output });
  const answer = reader.question('who? ');
  input.write('me\n');
  assert.strictEqual(await answer, 'me');
  assert.strictEqual(output.read().toString(), 'who? ');

  const controller = new AbortController();
  const second = reader.question('and? ', { signal: controller.signal });
  controller.abort();
  await assert.rejects(second, { name: 'AbortError' });
  reader.close();
}

let done = false;
main().then(() => {
  done = true;
});
process.on('exit', () => assert(done));

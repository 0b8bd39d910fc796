'use strict';

// A readable stream has the helpers of iterators; an AbortSignal stops them.

const assert = require('assert');
const { Readable } = require('stream');

async function main() {
  const even = Readable.from([1, 2, 3, 4, 5, 6]).filter((n) => n % 2 === 0);
  assert.deepStrictEqual(await even.map(async (n) => n * n).take(2).toArray(), [4, 16]);
  assert.strictEqual(await Readable.from([1, 2, 3]).reduce((a, b) => a + b, 0), 6);
  assert.strictEqual(await Readable.from([1, 2]).some((n) => n > 1), true);

  const signal = AbortSignal.abort();
  await assert.rejects(Readable.from([1]).toArray({ signal }), { name: 'AbortError' });
}

let done = false;
main().then(() => {
  done = true;
});
process.on('exit', () => assert(done));

'use strict';

// Lines come whole, however the input is cut, as events and from an iterator.

const assert = require('assert');
const readline = require('readline');
const { PassThrough, Readable } = require('stream');

async function main() {
  const input = new PassThrough();
  const heard = [];
  const reader = readline.createInterface({ input });
  reader.on('line', (line) => heard.push(line));
  const closed = new Promise((resolve) => {
    reader.on('close', resolve);
  });
  for (const part of ['a', 'b\r', '\nc\n\nd', '\u2028', '\r\ne']) input.write(part);
  input.end();
  await closed;
  assert.deepStrictEqual(heard, ['ab', 'c', '', 'd\u2028', 'e']);

  const lines = [];
  const bytes = Buffer.from('漢\n字\n');
  const source = Readable.from([bytes.subarray(0, 2), bytes.subarray(2)]);
  for await (const line of readline.createInterface({ input: source })) lines.push(line);
  assert.deepStrictEqual(lines, ['漢', '字']);
  assert.throws(() => reader.question('?', () => {}), { code: 'ERR_USE_AFTER_CLOSE' });
}

let done = false;
main().then(() => {
  done = true;
});
process.on('exit', () => assert(done));

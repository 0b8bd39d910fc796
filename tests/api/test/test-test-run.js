'use strict';

// run() runs files in processes of their own and tells what happens in them.

const assert = require('assert');
const fs = require('fs');
const path = require('path');
const { run } = require('node:test');
const { spec, tap } = require('node:test/reporters');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'test-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
function write(name, text) {
  const file = path.join(folder, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return file;
}
const good = write('good.js', `require('node:test').test('good', () => { console.log('said'); });`);
const bad = write('bad.mjs', `import { test } from 'node:test'; import assert from 'node:assert';
  test('bad', () => assert.strictEqual(1, 2));`);
const plain = write('plain.js', `process.exit(process.env.NODE_TEST_CONTEXT === 'child-v8' ? 0 : 1);`);
const broken = write('broken.js', 'this is no script');

async function collect(options) {
  const events = [];
  for await (const { type, data } of run(options)) events.push([type, data]);
  return events;
}

let done = false;
process.on('exit', () => assert.ok(done, 'the test came to its end'));
(async () => {
  const events = await collect({ files: [good, bad, plain, broken], concurrency: true });
  const passed = events.filter(([type]) => type === 'test:pass').map(([, data]) => data.name);
  assert.strictEqual(passed.length, 2);
  assert.ok(passed.includes('good'));
  const failed = events.filter(([type]) => type === 'test:fail').map(([, data]) => data);
  assert.strictEqual(failed.length, 2);
  const { error } = failed.find(({ name }) => name === 'bad').details;
  assert.strictEqual(error.code, 'ERR_TEST_FAILURE');
  assert.strictEqual(error.failureType, 'testCodeFailure');
  assert.strictEqual(error.cause.code, 'ERR_ASSERTION');
  assert.strictEqual(error.cause.expected, 2);
  assert.ok(events.some(([type, data]) => type === 'test:stdout' && data.message.includes('said')));

  let text = '';
  for await (const part of run({ files: [good] }).compose(tap)) text += part;
  assert.match(text, /^TAP version 13\n/);
  assert.match(text, /^ok 1 - good$/m);
  text = '';
  for await (const part of run({ files: [bad] }).compose(new spec())) text += part;
  assert.match(text, /\u2716 bad/);

  for (const options of [{ files: 'x' }, { concurrency: 'x' }, { timeout: 'x' }, { signal: 1 },
    { testNamePatterns: [1] }]) {
    assert.throws(() => run(options), { code: 'ERR_INVALID_ARG_TYPE' }, JSON.stringify(options));
  }
  done = true;
})();

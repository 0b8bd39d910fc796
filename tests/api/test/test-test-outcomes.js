'use strict';

// How tests can end, as TAP tells it, and the exit code.

const assert = require('assert');
const { spawnSync } = require('child_process');
const fs = require('fs');
const path = require('path');

const folder = fs.mkdtempSync(path.join(fs.realpathSync('.'), 'test-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

// The lines of results, without what differs from run to run.
function run(text, options = []) {
  const file = path.join(folder, 'file.js');
  fs.writeFileSync(file, `'use strict';
    const { describe, it, test, before, after, beforeEach, afterEach } = require('node:test');
    ${text}`);
  const { NODE_TEST_CONTEXT, ...env } = process.env;
  const { stdout, status } = spawnSync(process.execPath,
    ['--test-reporter=tap', ...options, file], { encoding: 'utf8', env });
  const lines = stdout.split('\n');
  const results = lines.filter((line) => /^ *(?:ok|not ok) /.test(line));
  const failures = lines.filter((line) => /^ *failureType:/.test(line))
    .map((line) => line.split("'")[1]);
  const counts = lines.filter((line) => /^# (?!Subtest|duration)/.test(line)).map((line) => line.slice(2));
  return { results, failures, counts, status };
}

let out = run(`test('good', () => {});
  test('sub', async (t) => { await t.test('inner', () => {}); });
  test('skipped', { skip: 'why' }, () => {});
  test('skips itself', (t) => t.skip('later'));
  test.todo('todo', () => { throw new Error(); });
  test('callback', (t, done) => setImmediate(done));`);
assert.deepStrictEqual(out.results, [
  'ok 1 - good', '    ok 1 - inner', 'ok 2 - sub', 'ok 3 - skipped # SKIP why',
  'ok 4 - skips itself # SKIP later', 'not ok 5 - todo # TODO', 'ok 6 - callback',
]);
assert.strictEqual(out.status, 0);
assert.deepStrictEqual(out.counts,
  ['tests 7', 'suites 0', 'pass 4', 'fail 0', 'cancelled 0', 'skipped 2', 'todo 1']);

out = run(`test('throws', () => { throw new TypeError('no'); });
  test('throws null', () => { throw null; });
  test('rejects', async () => { throw new Error('no'); });
  test('sub', async (t) => { await t.test('inner', () => { throw 1; }); });
  test('not awaited', (t) => { t.test('inner', () => new Promise(() => {})); });
  test('timeout', { timeout: 5 }, () => new Promise((r) => setTimeout(r, 100)));
  test('aborted', { signal: AbortSignal.abort() }, () => {});
  test('late', () => { setImmediate(() => { throw new Error('late'); });
    return new Promise((resolve) => setTimeout(resolve, 100)); });
  test('both', (t, done) => Promise.resolve());
  test('never', () => new Promise(() => {}));`);
assert.deepStrictEqual(out.failures, [
  'testCodeFailure', 'testCodeFailure', 'testCodeFailure', 'testCodeFailure', 'subtestsFailed',
  'cancelledByParent', 'subtestsFailed', 'testTimeoutFailure', 'testAborted', 'uncaughtException',
  'callbackAndPromisePresent', 'cancelledByParent',
]);
assert.strictEqual(out.status, 1);

out = run(`const order = [];
  before(() => order.push('before'));
  after(() => console.log('# order ' + order.join(' ')));
  beforeEach((t) => order.push('(' + t.name));
  afterEach(() => order.push(')'));
  describe('suite', () => {
    before(() => order.push('suite'));
    beforeEach(() => order.push('['));
    afterEach(() => order.push(']'));
    after(() => order.push('end'));
    it('a', () => order.push('a'));
    it('b', async () => order.push('b'));
  });
  describe('broken', () => { before(() => { throw new Error('hook'); }); it('x', () => {}); });
  describe('throws', () => { throw new Error('in suite'); });`);
assert.ok(out.counts.includes('order before suite (a [ a ] ) (b [ b ] ) end'), `${out.counts}`);
assert.deepStrictEqual(out.failures.slice(0, 2), ['cancelledByParent', 'hookFailed']);
assert.strictEqual(out.status, 1);

out = run(`test.only('a', () => {}); test('b', () => { throw 1; });
  test.only('c', async (t) => {
    t.runOnly(true);
    await t.test('d', () => { throw 1; });
    await t.test('e', { only: true }, () => {});
  });`, ['--test-only']);
assert.strictEqual(out.status, 0);
assert.ok(out.results.includes('ok 1 - a') && out.results.includes('    ok 2 - e'));

out = run(`test('one', () => {}); describe('two', () => { it('three', () => { throw 1; }); });`,
  ['--test-name-pattern', '/ONE/i']);
assert.strictEqual(out.status, 0);

'use strict';

// runJob(): what counts as work, results, errors, abort. Under `plinth run` jobs take turns with the
// loop.
// Host only: Node has no such module.

const assert = require('assert');
const { runJob } = require('plinth');

async function main() {
  assert.strictEqual(await runJob(function*() { yield 1; return 'a'; }), 'a');
  assert.strictEqual(await runJob((function*() { yield; return 'b'; })()), 'b');
  assert.strictEqual(await runJob(async (job) => { await job.yield(); return 'c'; }), 'c');
  assert.strictEqual(await runJob(() => 'd'), 'd');

  await assert.rejects(runJob(function*() { yield; throw new Error('one'); }), /^Error: one$/);
  await assert.rejects(runJob(async () => { throw new Error('two'); }), /^Error: two$/);
  await assert.rejects(runJob(() => { throw new Error('three'); }), /^Error: three$/);
  await assert.rejects(runJob(async function*() { yield 1; }), { code: 'ERR_INVALID_ARG_TYPE' });

  for (const work of [undefined, null, 7, {}, []]) {
    assert.throws(() => runJob(work), { code: 'ERR_INVALID_ARG_TYPE' });
  }
  assert.throws(() => runJob(() => {}, 7), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => runJob(() => {}, { signal: {} }), { code: 'ERR_INVALID_ARG_TYPE' });

  // Aborted before it starts: it never does.
  const over = AbortSignal.abort('reason');
  await assert.rejects(runJob(() => assert.fail(), { signal: over }),
    { name: 'AbortError', cause: 'reason' });

  // Aborted in a pause: the pause ends with the error, which the work may tidy up after.
  const aborter = new AbortController();
  const seen = [];
  const job = runJob(async (own) => {
    assert.strictEqual(own.signal, aborter.signal);
    try {
      for (;;) {
        seen.push('step');
        if (seen.length === 2) aborter.abort();
        await own.yield();
      }
    } catch (error) {
      seen.push(error.name);
    }
  }, { signal: aborter.signal });
  await assert.rejects(job, { name: 'AbortError' });
  while (seen.length < 3) await new Promise(setImmediate);  // The pause ends in the job's turn.
  assert.deepStrictEqual(seen, ['step', 'step', 'AbortError']);

  // The loop goes on beside a job.
  let timers = 0;
  const interval = setInterval(() => timers++, 1);
  await runJob(function*() {
    while (timers < 5) yield;
  });
  clearInterval(interval);
}

let finished = false;
main().then(() => { finished = true; });
process.on('exit', () => assert.ok(finished));

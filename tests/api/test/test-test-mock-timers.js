'use strict';

// Mocked time stands still until a test moves it.

const assert = require('assert');
const { mock } = require('node:test');
const timers = require('timers');
const timersPromises = require('timers/promises');

const real = { setTimeout, Date, setImmediate };
mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'setImmediate', 'Date'], now: 100 });
const seen = [];
setTimeout((text) => seen.push(text), 50, 'timeout');
const cleared = timers.setTimeout(() => seen.push('cleared'), 10);
clearTimeout(cleared);
setImmediate(() => seen.push('immediate'));
const interval = setInterval(() => seen.push('interval'), 30);
mock.timers.tick(60);
assert.deepStrictEqual(seen, ['immediate', 'interval', 'timeout', 'interval']);
assert.strictEqual(Date.now(), 160);
assert.strictEqual(new Date().getTime(), 160);
assert.ok(new Date() instanceof Date);
assert.strictEqual(new Date(5).getTime(), 5);
clearInterval(interval);
mock.timers.setTime(5000);
assert.strictEqual(Date.now(), 5000);
setTimeout(() => seen.push('late'), 1_000_000);
mock.timers.runAll();
assert.strictEqual(seen.at(-1), 'late');

assert.throws(() => mock.timers.enable(), { code: 'ERR_INVALID_STATE' });
assert.throws(() => mock.timers.tick(-1), { code: 'ERR_INVALID_ARG_VALUE' });

(async () => {
  const value = timersPromises.setTimeout(1000, 'value');
  mock.timers.tick(1000);
  assert.strictEqual(await value, 'value');
  const controller = new AbortController();
  const aborted = timersPromises.setTimeout(1000, undefined, { signal: controller.signal });
  controller.abort();
  await assert.rejects(aborted, { name: 'AbortError' });

  mock.timers.reset();
  assert.strictEqual(setTimeout, real.setTimeout);
  assert.strictEqual(Date, real.Date);
  assert.strictEqual(setImmediate, real.setImmediate);
  assert.throws(() => mock.timers.tick(1), { code: 'ERR_INVALID_STATE' });
  assert.throws(() => mock.timers.enable({ apis: ['none'] }), { code: 'ERR_INVALID_ARG_VALUE' });
})().then(() => seen.push('end'));
process.on('exit', () => assert.strictEqual(seen.at(-1), 'end'));

'use strict';

// FinalizationRegistry calls back in a turn of its own: nextTicks and promise jobs follow each
// callback, and an error that one throws keeps none of the others.

const assert = require('assert');

assert.throws(() => FinalizationRegistry(() => {}), TypeError);
assert.throws(() => new FinalizationRegistry(1), TypeError);
assert.strictEqual(FinalizationRegistry.name, 'FinalizationRegistry');
assert.strictEqual(FinalizationRegistry.length, 1);
assert.strictEqual(FinalizationRegistry.prototype.constructor, FinalizationRegistry);

class Mine extends FinalizationRegistry {}
const order = [];
const errors = [];
process.on('uncaughtException', (error) => errors.push(error.message));
const registry = new Mine((held) => {
  order.push(held);
  process.nextTick(() => order.push('tick'));
  if (errors.length === 0) throw new Error('from a callback');
});
assert.ok(registry instanceof Mine && registry instanceof FinalizationRegistry);

const token = {};
for (let i = 0; i < 3; i++) registry.register({}, i);
registry.register({}, 'never', token);
assert.strictEqual(registry.unregister(token), true);

let rounds = 0;
const timer = setInterval(() => {
  for (let i = 0; i < 4; i++) new Uint8Array(32 << 20)[0] = 1;  // Makes V8 collect.
  if (order.length < 6 && ++rounds < 200) return;
  clearInterval(timer);
  assert.deepStrictEqual(order.filter((item) => item !== 'tick').sort(), [0, 1, 2]);
  assert.deepStrictEqual(errors, ['from a callback']);
}, 1);

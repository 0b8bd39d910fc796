'use strict';

// More listeners than the limit are warned of once.

const assert = require('assert');
const EventEmitter = require('events');

const warnings = [];
process.on('warning', (warning) => warnings.push(warning));
const emitter = new EventEmitter();
emitter.setMaxListeners(1);
for (let i = 0; i < 3; i++) emitter.on('event', () => {});
assert.strictEqual(emitter.getMaxListeners(), 1);
assert.strictEqual(EventEmitter.defaultMaxListeners, 10);
assert.throws(() => emitter.setMaxListeners(-1), { code: 'ERR_OUT_OF_RANGE' });
process.on('exit', () => {
  assert.strictEqual(warnings.length, 1);
  assert.strictEqual(warnings[0].name, 'MaxListenersExceededWarning');
  assert.strictEqual(warnings[0].emitter, emitter);
  assert.strictEqual(warnings[0].count, 2);
});

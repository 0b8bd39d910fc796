'use strict';

// Listeners are called in order, with the emitter as this; prepended ones come first.

const assert = require('assert');
const EventEmitter = require('events');

const emitter = new EventEmitter();
const calls = [];
emitter.on('event', function (...args) {
  assert.strictEqual(this, emitter);
  calls.push(['on', ...args]);
});
emitter.prependListener('event', (...args) => calls.push(['prepended', ...args]));
assert.strictEqual(emitter.emit('event', 1, 2, 3, 4, 5), true);
assert.strictEqual(emitter.emit('event'), true);
assert.strictEqual(emitter.emit('nothing'), false);
assert.deepStrictEqual(calls, [
  ['prepended', 1, 2, 3, 4, 5], ['on', 1, 2, 3, 4, 5], ['prepended'], ['on'],
]);

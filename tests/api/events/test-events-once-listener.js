'use strict';

// A once listener is called once, even when it emits the same event again.

const assert = require('assert');
const EventEmitter = require('events');

const emitter = new EventEmitter();
let count = 0;
const listener = () => {
  count++;
  emitter.emit('event');
};
emitter.once('event', listener);
assert.deepStrictEqual(emitter.listeners('event'), [listener]);
assert.strictEqual(emitter.rawListeners('event')[0].listener, listener);
emitter.emit('event');
assert.strictEqual(count, 1);
assert.strictEqual(emitter.listenerCount('event'), 0);

emitter.once('event', listener);
emitter.off('event', listener);
assert.strictEqual(emitter.emit('event'), false);

'use strict';

// newListener comes before a listener is added, removeListener after it is removed.

const assert = require('assert');
const EventEmitter = require('events');

const emitter = new EventEmitter();
const calls = [];
const listener = () => {};
emitter.on('newListener', (type, added) => {
  calls.push(['new', type, added === listener, emitter.listenerCount(type)]);
});
emitter.on('removeListener', (type, removed) => {
  calls.push(['removed', type, removed === listener, emitter.listenerCount(type)]);
});
calls.length = 0;
emitter.once('event', listener);
emitter.emit('event');
assert.deepStrictEqual(calls, [['new', 'event', true, 0], ['removed', 'event', true, 0]]);
assert.deepStrictEqual(emitter.eventNames(), ['newListener', 'removeListener']);
emitter.removeAllListeners();
assert.deepStrictEqual(emitter.eventNames(), []);

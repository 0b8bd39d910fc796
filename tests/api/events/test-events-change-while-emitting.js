'use strict';

// Listeners that are added or removed during an event count from the next event on.

const assert = require('assert');
const EventEmitter = require('events');

const emitter = new EventEmitter();
const calls = [];
const second = () => calls.push('second');
emitter.on('event', () => {
  calls.push('first');
  emitter.removeListener('event', second);
  emitter.on('event', () => calls.push('added'));
});
emitter.on('event', second);
emitter.emit('event');
assert.deepStrictEqual(calls, ['first', 'second']);
emitter.emit('event');
assert.deepStrictEqual(calls, ['first', 'second', 'first', 'added']);

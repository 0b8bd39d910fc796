'use strict';

// An error event without a listener throws the error; a value that is none is wrapped.

const assert = require('assert');
const EventEmitter = require('events');

const emitter = new EventEmitter();
const error = new Error('lost');
assert.throws(() => emitter.emit('error', error), error);
assert.throws(() => emitter.emit('error', { a: 1 }), {
  code: 'ERR_UNHANDLED_ERROR', message: 'Unhandled error. ({ a: 1 })', context: { a: 1 },
});

let monitored;
emitter.on(EventEmitter.errorMonitor, (seen) => { monitored = seen; });
assert.throws(() => emitter.emit('error', error), error);
assert.strictEqual(monitored, error);

emitter.on('error', () => {});
assert.strictEqual(emitter.emit('error', error), true);

'use strict';

// With captureRejections a listener's rejection becomes an error event.

const assert = require('assert');
const EventEmitter = require('events');

const emitter = new EventEmitter({ captureRejections: true });
const error = new Error('rejected');
emitter.on('event', async () => { throw error; });
let seen;
emitter.on('error', (received) => { seen = received; });
emitter.emit('event');
assert.strictEqual(seen, undefined);

const custom = new EventEmitter({ captureRejections: true });
custom.on('event', async () => { throw error; });
let details;
custom[Symbol.for('nodejs.rejection')] = (...args) => { details = args; };
custom.emit('event', 42);
process.on('exit', () => {
  assert.strictEqual(seen, error);
  assert.deepStrictEqual(details, [error, 'event', 42]);
});

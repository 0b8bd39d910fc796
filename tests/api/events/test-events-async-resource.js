'use strict';

// Listeners of an EventEmitterAsyncResource run in the operation that it was made in.

const assert = require('assert');
const { AsyncLocalStorage, executionAsyncId } = require('async_hooks');
const { EventEmitterAsyncResource } = require('events');

const storage = new AsyncLocalStorage();
const emitter = storage.run('at birth', () => new EventEmitterAsyncResource({ name: 'Mine' }));
let seen;
emitter.on('event', (...args) => {
  seen = [storage.getStore(), executionAsyncId() === emitter.asyncId, ...args];
});
storage.run('later', () => emitter.emit('event', 1, 2));
assert.deepStrictEqual(seen, ['at birth', true, 1, 2]);
assert.strictEqual(emitter.asyncResource.eventEmitter, emitter);
assert.throws(() => EventEmitterAsyncResource.prototype.emit(), { code: 'ERR_INVALID_THIS' });

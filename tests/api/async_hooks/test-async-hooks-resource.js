'use strict';

// An AsyncResource carries ids and stores to callbacks that a library calls by itself.

const assert = require('assert');
const { AsyncLocalStorage, AsyncResource, executionAsyncId } = require('async_hooks');

const storage = new AsyncLocalStorage();
const resource = storage.run('store', () => new AsyncResource('Pool'));

const result = resource.runInAsyncScope(function(a, b) {
  assert.strictEqual(executionAsyncId(), resource.asyncId());
  assert.strictEqual(storage.getStore(), 'store');
  assert.strictEqual(this.name, 'receiver');
  return a + b;
}, { name: 'receiver' }, 1, 2);
assert.strictEqual(result, 3);
assert.strictEqual(executionAsyncId(), 1);

const bound = storage.run('bound', () => AsyncResource.bind((a, b) => [a, b, storage.getStore()]));
assert.deepStrictEqual(bound(1, 2), [1, 2, 'bound']);
assert.strictEqual(bound.length, 2);

const snapshot = storage.run('snapshot', () => AsyncLocalStorage.snapshot());
assert.strictEqual(snapshot(() => storage.getStore()), 'snapshot');

assert.throws(() => new AsyncResource(), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => new AsyncResource('x', { triggerAsyncId: -2 }), { code: 'ERR_INVALID_ASYNC_ID' });

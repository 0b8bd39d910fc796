'use strict';

// A callback runs under the id of its operation, and knows which one started that.

const assert = require('assert');
const { createHook, executionAsyncId, triggerAsyncId, executionAsyncResource } =
  require('async_hooks');

const started = [];
const hook = createHook({
  init(id, type, trigger, resource) { started.push({ id, type, trigger, resource }); },
}).enable();

assert.strictEqual(executionAsyncId(), 1);
const timer = setTimeout(() => {
  const { id, type, trigger, resource } = started[0];
  assert.strictEqual(type, 'Timeout');
  assert.strictEqual(trigger, 1);
  assert.strictEqual(executionAsyncId(), id);
  assert.strictEqual(triggerAsyncId(), trigger);
  assert.strictEqual(executionAsyncResource(), resource);
  assert.strictEqual(resource, timer);
  hook.disable();
}, 1);

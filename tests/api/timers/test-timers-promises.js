'use strict';

// timers/promises: values, and an AbortSignal that was raised before.

const assert = require('assert');
const { setTimeout: wait, setImmediate: soon, setInterval: every } = require('timers/promises');

(async () => {
  assert.strictEqual(await wait(1, 'value'), 'value');
  assert.strictEqual(await soon('now'), 'now');
  let seen = 0;
  for await (const value of every(1, 'tick')) {
    assert.strictEqual(value, 'tick');
    if (++seen === 3) break;
  }
  assert.strictEqual(seen, 3);
  await assert.rejects(wait(1, 0, { signal: 7 }), { code: 'ERR_INVALID_ARG_TYPE' });
  await assert.rejects(wait(1, 0, 7), { code: 'ERR_INVALID_ARG_TYPE' });
})();

'use strict';

// refresh() starts a timer anew: one that waits, one that ran, but not one that was cleared.

const assert = require('assert');

let ran = 0;
const timer = setTimeout(() => { ran++; }, 1);
const cleared = setTimeout(() => assert.fail('it was cleared'), 1);
clearTimeout(cleared);
assert.strictEqual(cleared.refresh(), cleared);

setTimeout(() => {
  assert.strictEqual(ran, 1);
  assert.strictEqual(timer.refresh(), timer);
  setTimeout(() => assert.strictEqual(ran, 2), 20);
}, 20);

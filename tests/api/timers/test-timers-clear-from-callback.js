'use strict';

// A callback may clear itself, the timer after it, and all others of its duration.

const assert = require('assert');

let intervals = 0;
const interval = setInterval(() => {
  if (++intervals === 3) clearInterval(interval);
}, 1);

const first = setTimeout(() => {
  clearTimeout(first);
  clearTimeout(second);
  clearTimeout(third);
}, 2);
const second = setTimeout(() => assert.fail('second'), 2);
const third = setTimeout(() => assert.fail('third'), 2);

const immediate = setImmediate(() => clearImmediate(next));
const next = setImmediate(() => assert.fail('next'));
assert.notStrictEqual(immediate, next);

process.on('exit', () => assert.strictEqual(intervals, 3));

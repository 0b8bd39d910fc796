'use strict';

// toString() clamps its range instead of throwing.

const assert = require('assert');

const buffer = Buffer.from('abcdef');
for (const [args, text] of [
  [[], 'abcdef'],
  [[undefined, 2], 'cdef'],
  [['latin1', 2, 4], 'cd'],
  [['latin1', -5, 2], 'ab'],
  [['latin1', 2, 100], 'cdef'],
  [['latin1', 100], ''],
  [['latin1', 4, 2], ''],
  [['latin1', '1', '3'], 'bc'],
  [['latin1', 1.9, 3.9], 'bc'],
  [['latin1', NaN, NaN], ''],
  [['latin1', null, 2], 'ab'],
]) {
  assert.strictEqual(buffer.toString(...args), text);
}
assert.strictEqual(`${buffer}`, 'abcdef');
assert.strictEqual(buffer.toLocaleString('hex', 0, 1), '61');

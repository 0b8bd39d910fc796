'use strict';

// A duration that is no number of 1 to 2^31-1 counts as 1 ms.

const assert = require('assert');

process.on('warning', ({ name }) => assert.strictEqual(name, 'TimeoutOverflowWarning'));

const order = [];
setTimeout(() => order.push('late'), 500);
for (const duration of [undefined, null, NaN, -5, 0, 'x', '2', 2 ** 31, Infinity]) {
  setTimeout(() => order.push(String(duration)), duration);
}
process.on('exit', () => {
  assert.strictEqual(order.length, 10);
  assert.strictEqual(order.at(-1), 'late');
});

'use strict';

// Hex ends at the first pair that is none, wherever it is.

const assert = require('assert');

assert.strictEqual(Buffer.from('abc', 'hex').toString('hex'), 'ab');
assert.strictEqual(Buffer.from('ABxx01', 'hex').toString('hex'), 'ab');
assert.strictEqual(Buffer.from(' ab', 'hex').length, 0);
const good = '0123456789abcdefABCDEF'.repeat(4);
for (let place = 0; place < good.length; place++) {
  const bad = `${good.slice(0, place)}g${good.slice(place + 1)}`;
  assert.strictEqual(Buffer.from(bad, 'hex').length, place >> 1);
}

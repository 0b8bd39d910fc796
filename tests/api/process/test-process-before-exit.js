'use strict';

// 'beforeExit' may start something, and comes again when that is over.

const assert = require('assert');

let times = 0;
process.on('beforeExit', (code) => {
  assert.strictEqual(code, 0);
  if (++times < 3) setTimeout(() => {}, 1);
});
process.on('exit', () => assert.strictEqual(times, 3));

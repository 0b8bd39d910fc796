'use strict';

// Further arguments reach the callback; `this` is the timer; a callback that is no function throws.

const assert = require('assert');

let called = 0;
const timer = setTimeout(function(...args) {
  called++;
  assert.strictEqual(this, timer);
  assert.deepStrictEqual(args, [1, 'two', null, undefined]);
}, 1, 1, 'two', null, undefined);
setImmediate((...args) => {
  called++;
  assert.deepStrictEqual(args, ['a', 'b', 'c', 'd']);
}, 'a', 'b', 'c', 'd');

for (const start of [setTimeout, setInterval, setImmediate]) {
  for (const callback of [undefined, null, 'code', {}, 1]) {
    assert.throws(() => start(callback, 1), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
  }
}

process.on('exit', () => assert.strictEqual(called, 2));

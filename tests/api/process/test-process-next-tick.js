'use strict';

// nextTick: before promises, in order, with arguments; ticks of ticks before promises, too.

const assert = require('assert');

const order = [];
Promise.resolve().then(() => order.push('promise'));
process.nextTick((...args) => {
  order.push(...args);
  process.nextTick(() => order.push('inner'));
}, 'a', 'b', 'c', 'd', 'e');
process.nextTick(() => order.push('second'));
assert.deepStrictEqual(order, []);

assert.throws(() => process.nextTick('code'), { code: 'ERR_INVALID_ARG_TYPE' });
process.on('exit', () => {
  assert.deepStrictEqual(order, ['a', 'b', 'c', 'd', 'e', 'second', 'inner', 'promise']);
});

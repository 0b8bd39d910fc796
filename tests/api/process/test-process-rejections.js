'use strict';

// 'unhandledRejection' after the microtasks of the turn; 'rejectionHandled' when a handler comes late.

const assert = require('assert');

const order = [];
process.on('unhandledRejection', (reason, promise) => {
  order.push(`unhandled ${reason}`);
  assert(promise instanceof Promise);
});
process.on('rejectionHandled', () => order.push('handled'));

const late = Promise.reject('late');
const soon = Promise.reject('soon');
process.nextTick(() => soon.catch(() => order.push('caught')));
setTimeout(() => late.catch(() => {}), 1);

process.on('exit', () => assert.deepStrictEqual(order, ['caught', 'unhandled late', 'handled']));

'use strict';

// One turn of the loop: ticks, then microtasks, then timers, then immediates; ticks and microtasks
// again between any two callbacks.

const assert = require('assert');

const order = [];
const say = (what) => () => {
  order.push(what);
  process.nextTick(() => order.push(`${what}.tick`));
  Promise.resolve().then(() => order.push(`${what}.promise`));
};

setImmediate(() => {
  // Inside the check phase: timers of 1 ms come before the next check phase once they are due.
  const end = Date.now() + 5;
  setTimeout(say('timer1'), 1);
  setTimeout(say('timer2'), 1);
  setImmediate(say('immediate1'));
  setImmediate(say('immediate2'));
  queueMicrotask(() => order.push('microtask'));
  process.nextTick(() => order.push('tick'));
  while (Date.now() < end);
});

process.on('exit', () => {
  const each = (what) => [what, `${what}.tick`, `${what}.promise`];
  assert.deepStrictEqual(order, ['tick', 'microtask', ...each('timer1'), ...each('timer2'),
    ...each('immediate1'), ...each('immediate2')]);
});

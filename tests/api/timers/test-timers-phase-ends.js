'use strict';

// Slow timers that start themselves again do not keep immediates from running.

const assert = require('assert');

let left = 50;
function again() {
  if (--left > 0) setTimeout(again, 1);
  const end = Date.now() + 2;
  while (Date.now() < end);
}

setTimeout(again, 1);
setTimeout(again, 1);
setTimeout(() => setImmediate(() => assert(left > 10, `only ${left} left`)), 1);

'use strict';

// process.exit in a promise ends the program at once: no tick, no microtask, no finally.

const assert = require('assert');

Promise.resolve().then(() => {
  process.nextTick(() => { process.exitCode = 1; });
  queueMicrotask(() => { process.exitCode = 1; });
  try {
    process.exit(0);
  } finally {
    assert.fail('finally ran');
  }
});

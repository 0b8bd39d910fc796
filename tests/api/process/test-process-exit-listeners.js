'use strict';

// 'exit' is emitted once, with the code; what is started then does not run.

const assert = require('assert');

let exits = 0;
process.on('exit', (code) => {
  assert.strictEqual(++exits, 1);
  assert.strictEqual(code, 5);
  process.nextTick(() => assert.fail('tick'));
  setTimeout(() => assert.fail('timer'), 0);
  process.exitCode = 0;
});
process.exitCode = 5;

'use strict';

// count and countReset keep a counter for each label; assert speaks only when it fails.

const assert = require('assert');
const { Console } = require('console');

let out = '';
const stream = (mark) => ({
  write(text) { out += mark + text; },
  on() {}, once() {}, removeListener() {}, listenerCount() { return 0; },
});

const console = new Console({ stdout: stream(''), stderr: stream('!') });
console.count();
console.count('x');
console.count();
console.countReset();
console.count();
console.assert(true, 'not shown');
console.assert(false, 'shown %d', 1);
console.assert(false);
assert.strictEqual(
  out, 'default: 1\nx: 1\ndefault: 2\ndefault: 1\n!Assertion failed: shown 1\n!Assertion failed\n');

'use strict';

// Groups indent all lines, and end one by one.

const assert = require('assert');
const { Console } = require('console');

let out = '';
const stream = (mark) => ({
  write(text) { out += mark + text; },
  on() {}, once() {}, removeListener() {}, listenerCount() { return 0; },
});

const console = new Console({ stdout: stream(''), stderr: stream('!') });
console.group('outer');
console.log('a\nb');
console.group();
console.warn('c');
console.groupEnd();
console.groupEnd();
console.groupEnd();
console.log('d');
assert.strictEqual(out, 'outer\n  a\n  b\n!    c\nd\n');

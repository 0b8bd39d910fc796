'use strict';

// time, timeLog and timeEnd report how long a label has been running.

const assert = require('assert');
const { Console } = require('console');

let out = '';
const stream = (mark) => ({
  write(text) { out += mark + text; },
  on() {}, once() {}, removeListener() {}, listenerCount() { return 0; },
});

const console = new Console({ stdout: stream('') });
console.time('t');
console.timeLog('t', 'extra');
console.timeEnd('t');
assert.match(out, /^t: [\d.]+m?s extra\nt: [\d.]+m?s\n$/);

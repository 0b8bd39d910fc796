'use strict';

// log and info go to stdout, warn, error and trace to stderr, all of them formatted.

const assert = require('assert');
const { Console } = require('console');

let out = '';
const stream = (mark) => ({
  write(text) { out += mark + text; },
  on() {}, once() {}, removeListener() {}, listenerCount() { return 0; },
});

const console = new Console(stream('out:'), stream('err:'));
console.log('%s is %d', 'x', 1, { a: 1 });
console.info('info');
console.warn('warn');
console.error('error');
assert.strictEqual(out, 'out:x is 1 { a: 1 }\nout:info\nerr:warn\nerr:error\n');
out = '';
console.trace('here');
assert.match(out, /^err:Trace: here\n {4}at /);
assert.throws(() => new Console(), { code: 'ERR_CONSOLE_WRITABLE_STREAM' });

'use strict';

// table draws rows and columns, and logs what is no table.

const assert = require('assert');
const { Console } = require('console');

let out = '';
const stream = (mark) => ({
  write(text) { out += mark + text; },
  on() {}, once() {}, removeListener() {}, listenerCount() { return 0; },
});

const console = new Console({ stdout: stream('') });
console.table([{ a: 1, b: 'x' }, { a: 2 }]);
assert.strictEqual(out, [
  '┌─────────┬───┬─────┐',
  '│ (index) │ a │ b   │',
  '├─────────┼───┼─────┤',
  "│ 0       │ 1 │ 'x' │",
  '│ 1       │ 2 │     │',
  '└─────────┴───┴─────┘',
  '',
].join('\n'));
out = '';
console.table(5);
assert.strictEqual(out, '5\n');
assert.throws(() => console.table([1], 'a'), { code: 'ERR_INVALID_ARG_TYPE' });

// Columns stand as keys of an object would: indexes first.
out = '';
console.table([{ b: 1, 1: 2 }]);
assert.match(out, /│ \(index\) │ 1 │ b │/);

'use strict';

// Primitives are shown as they are written in source, with the quotes that spare escapes.

const assert = require('assert');
const { inspect } = require('util');

for (const [value, text] of [
  [undefined, 'undefined'], [null, 'null'], [true, 'true'], [-0, '-0'], [1.5, '1.5'], [10n, '10n'],
  ['a', "'a'"], ["it's", '"it\'s"'], ['\'"', '`\'"`'], ['\'"`', "'\\'\"`'"],
  ['a\n\x00\x7f\\', "'a\\n\\x00\\x7F\\\\'"], ['\ud800', "'\\ud800'"],
  [Symbol('s'), 'Symbol(s)'], [Symbol(), 'Symbol()'],
]) {
  assert.strictEqual(inspect(value), text);
}

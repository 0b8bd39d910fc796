'use strict';

// A failed comparison shows what is there, what was expected, and their surroundings.

const assert = require('assert');

function message(actual, expected) {
  try {
    assert.deepStrictEqual(actual, expected);
  } catch (error) {
    return error.message;
  }
  return assert.fail('nothing was thrown');
}
const header = 'Expected values to be strictly deep-equal:\n+ actual - expected';
assert.strictEqual(message({ a: 1, b: [2] }, { a: 1, b: [3] }),
                   `${header}\n\n  {\n    a: 1,\n    b: [\n+     2\n-     3\n    ]\n  }`);
assert.strictEqual(message([1, 2], [1, 2, 3]), `${header}\n\n  [\n    1,\n    2,\n-   3\n  ]`);
const long = Array.from({ length: 12 }, (_, i) => `v${i}`);
const other = long.slice();
other[0] = 'z';
assert.strictEqual(
  message(long, other),
  `${header} ... Lines skipped\n\n` +
  `  [\n+   'v0',\n-   'z',\n    'v1',\n...\n    'v10',\n    'v11'\n  ]`);

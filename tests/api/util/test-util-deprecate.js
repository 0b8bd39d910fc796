'use strict';

// A deprecated function works, and warns once for its code.

const assert = require('assert');
const util = require('util');

const warnings = [];
process.on('warning', (warning) => warnings.push([warning.name, warning.message, warning.code]));
const first = util.deprecate((a, b) => a + b, 'do not', 'DEP_TEST');
const second = util.deprecate(() => 'second', 'nor this', 'DEP_TEST');
assert.strictEqual(first(1, 2), 3);
assert.strictEqual(first(3, 4), 7);
assert.strictEqual(second(), 'second');
process.on('exit', () => {
  assert.deepStrictEqual(warnings, [['DeprecationWarning', 'do not', 'DEP_TEST']]);
});

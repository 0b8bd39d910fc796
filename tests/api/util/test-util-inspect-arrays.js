'use strict';

// Arrays show holes, extra properties and how many items are left out; long ones are in columns.

const assert = require('assert');
const { inspect } = require('util');

assert.strictEqual(inspect([1, , 3]), '[ 1, <1 empty item>, 3 ]');
assert.strictEqual(inspect(new Array(5)), '[ <5 empty items> ]');
assert.strictEqual(inspect(Object.assign([1], { a: 2, 'b-c': 3 })), "[ 1, a: 2, 'b-c': 3 ]");
assert.strictEqual(inspect([1, 2, 3], { maxArrayLength: 1 }), '[ 1, ... 2 more items ]');
assert.strictEqual(
  inspect([1, 22, 333, 4, 55, 666, 7]),
  '[\n   1,  22, 333, 4,\n  55, 666,   7\n]');
assert.strictEqual(
  inspect(['a', 'bb', 'ccc', 'd', 'ee', 'fff', 'g']),
  "[\n  'a',   'bb',\n  'ccc', 'd',\n  'ee',  'fff',\n  'g'\n]");

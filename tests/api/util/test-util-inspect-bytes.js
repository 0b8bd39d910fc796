'use strict';

// Typed arrays and array buffers show their elements and bytes.

const assert = require('assert');
const { inspect } = require('util');

assert.strictEqual(inspect(new Uint8Array([1, 255])), 'Uint8Array(2) [ 1, 255 ]');
assert.strictEqual(inspect(new Float64Array([-0, 1.5])), 'Float64Array(2) [ -0, 1.5 ]');
assert.strictEqual(inspect(new BigInt64Array([5n])), 'BigInt64Array(1) [ 5n ]');
assert.strictEqual(
  inspect(new Uint8Array([1, 250]).buffer),
  'ArrayBuffer { [Uint8Contents]: <01 fa>, byteLength: 2 }');
assert.strictEqual(
  inspect(new ArrayBuffer(4), { maxArrayLength: 2 }),
  'ArrayBuffer {\n  [Uint8Contents]: <00 00 ... 2 more bytes>,\n  byteLength: 4\n}');

'use strict';

// inspect() shows INSPECT_MAX_BYTES bytes, the class and the properties somebody added.

const assert = require('assert');
const buffer = require('buffer');
const { inspect } = require('util');

assert.strictEqual(inspect(Buffer.from('abc')), '<Buffer 61 62 63>');
assert.strictEqual(inspect(Buffer.alloc(0)), '<Buffer >');
const named = Buffer.from('a');
named.name = 'x';
assert.strictEqual(inspect(named), "<Buffer 61, name: 'x'>");

assert.strictEqual(buffer.INSPECT_MAX_BYTES, 50);
buffer.INSPECT_MAX_BYTES = 2;
assert.strictEqual(inspect(Buffer.from('abc')), '<Buffer 61 62 ... 1 more byte>');
assert.strictEqual(inspect(Buffer.from('abcd')), '<Buffer 61 62 ... 2 more bytes>');
assert.throws(() => {
  buffer.INSPECT_MAX_BYTES = 'x';
}, { code: 'ERR_INVALID_ARG_TYPE' });

assert.strictEqual(
  JSON.stringify(Buffer.from([1, 2])), '{"type":"Buffer","data":[1,2]}');

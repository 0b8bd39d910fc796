'use strict';

// Depth, sorting, colours, separators and line length are options.

const assert = require('assert');
const { inspect } = require('util');

assert.strictEqual(inspect({ a: { b: { c: { d: 1 } } } }), '{ a: { b: { c: [Object] } } }');
assert.strictEqual(inspect({ a: { b: {} } }, { depth: 0 }), '{ a: [Object] }');
assert.strictEqual(inspect({ b: 1, a: 2 }, { sorted: true }), '{ a: 2, b: 1 }');
assert.strictEqual(inspect({ a: 1 }, { colors: true }), '{ a: \u001b[33m1\u001b[39m }');
assert.strictEqual(inspect(1234567.8912, { numericSeparator: true }), '1_234_567.891_2');
assert.strictEqual(inspect('abcdef', { maxStringLength: 3 }), "'abc'... 3 more characters");
assert.strictEqual(inspect({ a: 1, b: 2 }, { compact: false }), '{\n  a: 1,\n  b: 2\n}');
assert.strictEqual(inspect({ a: 'x'.repeat(30) }, { breakLength: 20 }),
                   `{\n  a: '${'x'.repeat(30)}'\n}`);
assert.strictEqual(inspect({ get a() { return 5; } }, { getters: true }), '{ a: [Getter: 5] }');
assert.throws(() => { inspect.defaultOptions = null; }, { code: 'ERR_INVALID_ARG_TYPE' });

'use strict';

// An object that has an inspector of its own is shown by it.

const assert = require('assert');
const { inspect } = require('util');

const seen = [];
const object = {
  [inspect.custom](depth, options, given) {
    seen.push(depth, options.stylize('x', 'number'), given === inspect);
    return 'first\nsecond';
  },
};
assert.strictEqual(inspect({ object }), '{\n  object: first\n  second\n}');
assert.deepStrictEqual(seen, [1, 'x', true]);
assert.strictEqual(inspect({ [inspect.custom]: () => ({ a: 1 }) }), '{ a: 1 }');
assert.strictEqual(inspect({ [inspect.custom]: 'no function' }).includes('no function'), true);
assert.strictEqual(inspect.custom, Symbol.for('nodejs.util.inspect.custom'));

'use strict';

// Placeholders take their values in turn; what is left over is appended.

const assert = require('assert');
const { format, formatWithOptions } = require('util');

for (const [args, text] of [
  [[], ''],
  [['%s', 'a'], 'a'], [['%s', { a: { b: 1 } }], '{ a: [Object] }'], [['%s', -0], '-0'],
  [['%d', '42'], '42'], [['%d', {}], 'NaN'], [['%d', 5n], '5n'], [['%i', 42.9], '42'],
  [['%f', '1.5x'], '1.5'], [['%j', { a: 1 }], '{"a":1}'], [['%O', { a: 1 }], '{ a: 1 }'],
  [['%c', 'css'], ''], [['100%'], '100%'], [['%%', 1], '% 1'], [['%s %s', 'a'], 'a %s'],
  [['a', 'b', { c: 1 }], 'a b { c: 1 }'], [[1, '%s'], '1 %s'],
]) {
  assert.strictEqual(format(...args), text);
}
const circle = {};
circle.circle = circle;
assert.strictEqual(format('%j', circle), '[Circular]');
assert.strictEqual(formatWithOptions({ colors: true }, '%O', 1), '\u001b[33m1\u001b[39m');
assert.throws(() => formatWithOptions('x', 'y'), { code: 'ERR_INVALID_ARG_TYPE' });

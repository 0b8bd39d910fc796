'use strict';

// Loose checks convert, strict checks do not; failures carry both values and the operator.

const assert = require('assert');

assert.equal(1, '1');
assert.notEqual(1, 2);
assert.strictEqual(NaN, NaN);
assert.notStrictEqual(0, -0);
assert.deepEqual({ a: 1, b: [2] }, { b: ['2'], a: true });
assert.throws(() => assert.strictEqual(1, '1'), {
  name: 'AssertionError', code: 'ERR_ASSERTION', actual: 1, expected: '1', operator: 'strictEqual',
  generatedMessage: true, message: "Expected values to be strictly equal:\n\n1 !== '1'\n",
});
assert.throws(() => assert.equal(1, 2, 'mine'), { message: 'mine', generatedMessage: false });
assert.throws(() => assert.equal(1, 2, new RangeError('own')), RangeError);
assert.throws(() => assert.equal(1), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => assert.notDeepStrictEqual({ a: 1 }, { a: 1 }), {
  operator: 'notDeepStrictEqual',
});

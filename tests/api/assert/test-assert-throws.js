'use strict';

// throws accepts a class, a pattern, a judge or an object as its expectation.

const assert = require('assert');

const fail = () => { throw Object.assign(new TypeError('bad thing'), { code: 'E_BAD' }); };
assert.throws(fail);
assert.throws(fail, TypeError);
assert.throws(fail, /bad/);
assert.throws(fail, (error) => error.code === 'E_BAD');
assert.throws(fail, { name: 'TypeError', message: /thing$/, code: 'E_BAD' });

assert.throws(() => assert.throws(() => {}), { message: 'Missing expected exception.' });
assert.throws(() => assert.throws(fail, RangeError), { code: 'ERR_ASSERTION' });
assert.throws(() => assert.throws(fail, /other/), { code: 'ERR_ASSERTION' });
assert.throws(() => assert.throws(fail, { message: 'x' }), { code: 'ERR_ASSERTION' });
assert.throws(() => assert.throws(fail, () => false), { code: 'ERR_ASSERTION' });
assert.throws(() => assert.throws(fail, {}), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => assert.throws(fail, 'bad thing'), { code: 'ERR_AMBIGUOUS_ARGUMENT' });
assert.throws(() => assert.throws('no function'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => assert.doesNotThrow(fail, 'why'), {
  message: 'Got unwanted exception: why\nActual message: "bad thing"',
});

'use strict';

// match, ifError, fail and ok report what they were given.

const assert = require('assert');

assert.match('abc', /b/);
assert.doesNotMatch('abc', /x/);
assert.throws(() => assert.match('abc', /x/), { operator: 'match', actual: 'abc' });
assert.throws(() => assert.match(5, /x/), { code: 'ERR_ASSERTION' });
assert.throws(() => assert.match('a', 'a'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.ifError(null);
assert.ifError(undefined);
assert.throws(() => assert.ifError(new Error('x')), {
  message: 'ifError got unwanted exception: x',
});
assert.throws(() => assert.fail(), { message: 'Failed', operator: 'fail' });
assert.throws(() => assert.fail('why'), { message: 'why' });
assert.throws(() => assert.ok(0, 'zero'), {
  message: 'zero', actual: 0, expected: true, operator: '==',
});
assert.throws(() => assert(), { message: 'No value argument passed to `assert.ok()`' });
assert.throws(() => assert(null, undefined), {
  message: 'The expression evaluated to a falsy value:\n\n  assert(null, undefined)\n',
});

'use strict';

// Paths that are no strings are refused.

const assert = require('assert');
const path = require('path');

for (const method of [
  'join', 'resolve', 'normalize', 'isAbsolute', 'dirname', 'basename', 'extname', 'parse',
]) {
  for (const rules of [path.posix, path.win32]) {
    assert.throws(() => rules[method](5), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
  }
}
assert.throws(() => path.format('x'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => path.basename('a', 5), {
  message: 'The "suffix" argument must be of type string. Received type number (5)',
});

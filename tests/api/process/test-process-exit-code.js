'use strict';

// process.exitCode takes integers, also as text, and nothing else.

const assert = require('assert');

for (const code of [{}, 'abc', '', true, Symbol('x')]) {
  assert.throws(() => { process.exitCode = code; }, { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => process.exit(code), { code: 'ERR_INVALID_ARG_TYPE' });
}
assert.throws(() => { process.exitCode = 1.5; }, { code: 'ERR_OUT_OF_RANGE' });

for (const code of ['2', 3, null, undefined, 0]) {
  process.exitCode = code;
  assert.strictEqual(process.exitCode, code);
}

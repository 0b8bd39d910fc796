'use strict';

// getSystemErrorName() and getSystemErrorMap() name errors by their numbers.

const assert = require('assert');
const util = require('util');

assert.strictEqual(util.getSystemErrorName(-2), 'ENOENT');
assert.match(util.getSystemErrorName(-123456), /^Unknown system error -123456$/);
assert.deepStrictEqual(util.getSystemErrorMap().get(-13), ['EACCES', 'permission denied']);
assert.throws(() => util.getSystemErrorName(2), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => util.getSystemErrorName('2'), { code: 'ERR_INVALID_ARG_TYPE' });

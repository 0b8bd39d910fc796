'use strict';

// callbackify hands a promise's outcome to a callback; a falsy reason is wrapped.

const assert = require('assert');
const util = require('util');

const calls = [];
util.callbackify(async (value) => value + 1)(1, (error, value) => {
  calls.push(['value', error, value]);
});
util.callbackify(async () => { throw new Error('no'); })((error) => {
  calls.push(['error', error.message]);
});
util.callbackify(() => Promise.reject(null))((error) => {
  calls.push(['falsy', error.code, error.reason]);
});
assert.deepStrictEqual(calls, []);
process.on('exit', () => {
  assert.deepStrictEqual(calls.sort(), [
    ['error', 'no'], ['falsy', 'ERR_FALSY_VALUE_REJECTION', null], ['value', null, 2],
  ]);
});
assert.throws(() => util.callbackify(async () => {})(), { code: 'ERR_INVALID_ARG_TYPE' });

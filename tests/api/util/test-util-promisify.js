'use strict';

// promisify turns a callback's error and value into a promise, and respects a custom version.

const assert = require('assert');
const util = require('util');

function later(value, callback) {
  setImmediate(callback, value === 'bad' ? new Error(value) : null, value);
}

const custom = () => 'mine';
function withCustom() {}
withCustom[util.promisify.custom] = custom;
assert.strictEqual(util.promisify(withCustom), custom);
assert.throws(() => util.promisify(5), { code: 'ERR_INVALID_ARG_TYPE' });

async function main() {
  assert.strictEqual(await util.promisify(later)('good'), 'good');
  await assert.rejects(util.promisify(later)('bad'), { message: 'bad' });
  const object = { value: 3, get(callback) { callback(null, this.value); } };
  assert.strictEqual(await util.promisify(object.get).call(object), 3);
}
main();

'use strict';

// rejects and doesNotReject wait for a promise, or for the one that a function returns.

const assert = require('assert');

async function main() {
  const error = new Error('no');
  await assert.rejects(Promise.reject(error), error);
  await assert.rejects(async () => { throw error; }, /no/);
  await assert.doesNotReject(async () => {});
  await assert.rejects(assert.rejects(async () => {}), { message: 'Missing expected rejection.' });
  await assert.rejects(assert.doesNotReject(Promise.reject(error)), { operator: 'doesNotReject' });
  await assert.rejects(assert.rejects(() => 5), { code: 'ERR_INVALID_RETURN_VALUE' });
  await assert.rejects(assert.rejects(5), { code: 'ERR_INVALID_ARG_TYPE' });
}
main().then(() => { process.exitCode = 0; });
process.exitCode = 1;

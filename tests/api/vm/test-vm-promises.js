'use strict';

// Promises of a context are the program's: their jobs run, their rejections are reported.

const assert = require('assert');
const vm = require('vm');

const seen = [];
process.on('unhandledRejection', (reason) => seen.push(reason.message));
vm.runInNewContext('Promise.resolve().then(() => seen.push("job"))', { seen });
vm.runInNewContext('Promise.reject(new Error("nobody cared"))');
vm.runInNewContext('Promise.resolve().then(() => seen.push("at once"))', { seen },
  { microtaskMode: 'afterEvaluate' });
assert.deepStrictEqual(seen, ['at once']);
process.on('exit', () => assert.deepStrictEqual(seen, ['at once', 'job', 'nobody cared']));

'use strict';

// Bad arguments of Worker throw at once, and start no thread.

const assert = require('assert');
const { Worker } = require('worker_threads');

for (const [args, code] of [
  [[5], 'ERR_INVALID_ARG_TYPE'],
  [['no-path.js'], 'ERR_WORKER_PATH'],
  [['./a.js', { argv: 'x' }], 'ERR_INVALID_ARG_TYPE'],
  [['./a.js', { env: 5 }], 'ERR_INVALID_ARG_TYPE'],
  [['./a.js', { execArgv: 'x' }], 'ERR_INVALID_ARG_TYPE'],
  [['./a.js', { execArgv: ['--title=x'] }], 'ERR_WORKER_INVALID_EXEC_ARGV'],
  [[new URL('file:///a.js'), { eval: true }], 'ERR_INVALID_ARG_VALUE'],
]) {
  assert.throws(() => new Worker(...args), { code }, code);
}
assert.throws(() => new Worker('', { eval: true, workerData: () => {} }),
              { name: 'DataCloneError' });

'use strict';

// What belongs to the whole process is out of a Worker's reach; process.exit() ends the thread only.

const assert = require('assert');
const { Worker, isMainThread } = require('worker_threads');

if (isMainThread) {
  new Worker(__filename).on('exit', (code) => {
    assert.strictEqual(code, 7);
    new Worker(new URL('data:text/javascript,process.exitCode = 8; export {}'))
      .on('exit', (second) => assert.strictEqual(second, 8));
  });
} else {
  for (const name of ['abort', 'chdir', 'setuid']) {
    assert.throws(() => process[name](), { code: 'ERR_WORKER_UNSUPPORTED_OPERATION' });
  }
  assert.throws(() => process.umask(0), { code: 'ERR_WORKER_UNSUPPORTED_OPERATION' });
  const { title } = process;
  process.title = 'other';
  assert.strictEqual(process.title, title);
  process.exit(7);
}

'use strict';

// Ctrl-C ends a script that asked for it, and nothing else; handlers that were there come back.
// Host only: in Node a signal may end the write of 'ready' in its middle, and the child waits for ever.

const assert = require('assert');
const { spawn } = require('child_process');
const vm = require('vm');

if (process.argv[2] === 'child') {
  let handled = 0;
  if (process.argv[3] === 'handler') process.on('SIGINT', () => { handled += 1; });
  const tell = () => process.stdout.write('ready\n');
  const run = [
    () => vm.runInThisContext('globalThis.tell(); for (;;);', { breakOnSigint: true }),
    () => vm.runInNewContext('tell(); for (;;);', { tell }, { breakOnSigint: true }),
  ];
  globalThis.tell = tell;
  for (const one of run) {
    assert.throws(one, { code: 'ERR_SCRIPT_EXECUTION_INTERRUPTED' });
  }
  assert.strictEqual(vm.runInThisContext('1 + 1', { breakOnSigint: true }), 2);
  assert.strictEqual(handled, 0);
  // From here on the signal is the program's again.
  process.once('SIGINT', () => {
    assert.strictEqual(handled, process.argv[3] === 'handler' ? 1 : 0);
    process.exit(7);
  });
  setTimeout(() => {}, 10_000);
  tell();
} else {
  for (const mode of ['none', 'handler']) {
    const child = spawn(process.execPath, [__filename, 'child', mode], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.on('data', (data) => {
      for (const line of `${data}`.split('\n')) if (line === 'ready') child.kill('SIGINT');
    });
    child.on('close', (code) => assert.strictEqual(code, 7));
  }
}

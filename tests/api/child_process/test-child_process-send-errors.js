'use strict';

// What can't be sent is refused; a closed channel is told to the callback, or by 'error'.

const assert = require('assert');
const { fork } = require('child_process');

if (process.argv[2] === 'child') return;

const child = fork(__filename, ['child']);
assert.throws(() => child.send(), { code: 'ERR_MISSING_ARGS' });
assert.throws(() => child.send(Symbol('s')), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => child.send('m', {}), { code: 'ERR_INVALID_HANDLE_TYPE' });
assert.throws(() => fork(__filename, { stdio: ['pipe', 'pipe'] }),
              { code: 'ERR_CHILD_PROCESS_IPC_REQUIRED' });

let errors = 0;
child.on('exit', () => {
  child.send('late', (error) => {
    errors++;
    assert.strictEqual(error.code, 'ERR_IPC_CHANNEL_CLOSED');
  });
  child.on('error', (error) => {
    errors++;
    assert.strictEqual(error.code, 'ERR_IPC_CHANNEL_CLOSED');
  });
  assert.strictEqual(child.connected || child.send('late'), false);
});
process.on('exit', () => assert.strictEqual(errors, 2));

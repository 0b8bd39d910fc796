'use strict';

// A signal that somebody listens to is an event, and does not end the process.

const assert = require('assert');

let seen = 0;
const keepRunning = setInterval(() => {}, 1000);
process.once('SIGUSR2', (name, number) => {
  seen++;
  assert.strictEqual(name, 'SIGUSR2');
  assert.strictEqual(number, 12);
  clearInterval(keepRunning);
});
process.kill(process.pid, 'SIGUSR2');
assert.strictEqual(process.kill(process.pid, 0), true);
assert.throws(() => process.kill(process.pid, 'SIGNOTHING'), { code: 'ERR_UNKNOWN_SIGNAL' });
assert.throws(() => process.on('SIGKILL', () => {}), { code: 'EINVAL', syscall: 'uv_signal_start' });
process.on('exit', () => assert.strictEqual(seen, 1));

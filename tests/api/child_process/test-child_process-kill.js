'use strict';

// kill, a time limit and an aborted signal end the child.

const assert = require('assert');
const { spawn } = require('child_process');

let ended = 0;
function endsBy(child, expected) {
  child.on('exit', (code, signal) => {
    ended++;
    assert.strictEqual(code, null);
    assert.strictEqual(signal, expected);
  });
}

const killed = spawn('sleep', ['100']);
endsBy(killed, 'SIGKILL');
assert.throws(() => killed.kill('SIGNOTHING'), { code: 'ERR_UNKNOWN_SIGNAL' });
assert.strictEqual(killed.kill(0), true);
assert.strictEqual(killed.kill('SIGKILL'), true);
assert.strictEqual(killed.killed, true);

endsBy(spawn('sleep', ['100'], { timeout: 5 }), 'SIGTERM');

const controller = new AbortController();
const aborted = spawn('sleep', ['100'], { signal: controller.signal, killSignal: 'SIGINT' });
endsBy(aborted, 'SIGINT');
aborted.on('error', (error) => assert.strictEqual(error.name, 'AbortError'));
controller.abort();

process.on('exit', () => assert.strictEqual(ended, 3));

'use strict';

// How workers end: asked to, by themselves, by a signal, and with their primary.

const assert = require('assert');
const { fork } = require('child_process');
const cluster = require('cluster');
const net = require('net');

const ROLE = process.env.ROLE;

if (ROLE === undefined) {
  const ends = {};
  for (const role of ['disconnect', 'destroy', 'exit', 'kill', 'asked']) {
    const worker = cluster.fork({ ROLE: role });
    worker.on('exit', (code, signal) => {
      assert.strictEqual(worker.isDead(), true);
      assert.strictEqual(worker.isConnected(), false);
      ends[role] = [code, signal, worker.exitedAfterDisconnect];
    });
    if (role === 'kill') worker.on('online', () => worker.kill('SIGKILL'));
    if (role === 'asked') worker.on('listening', () => worker.disconnect());
  }
  let pid;
  const primary = fork(__filename, [], { env: { ...process.env, ROLE: 'primary' } });
  primary.on('message', (message) => {
    pid = message;
    primary.kill('SIGKILL');
  });
  const isAlive = () => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  primary.on('exit', function wait() {
    if (isAlive()) setTimeout(wait, 10);
  });
  process.on('exit', () => {
    assert.deepStrictEqual(ends, {
      disconnect: [0, null, true],
      destroy: [0, null, true],
      exit: [7, null, false],
      kill: [null, 'SIGKILL', false],
      asked: [0, null, true],
    });
    assert.notStrictEqual(pid, undefined);
  });
} else if (ROLE === 'primary' && cluster.isPrimary) {
  const worker = cluster.fork();
  worker.on('online', () => process.send(worker.process.pid));
} else if (ROLE === 'asked') {
  net.createServer().listen(0, '127.0.0.1');
} else if (ROLE === 'exit') {
  process.exit(7);
} else if (ROLE === 'disconnect' || ROLE === 'destroy') {
  cluster.worker[ROLE]();
}

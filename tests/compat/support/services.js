'use strict';

// Real servers for clients to talk to, each on a port of its own; they end with the test.

const { spawn } = require('child_process');
const net = require('net');

function freePort() {
  return new Promise((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** Runs `command` with what `args` makes of a free port; {port, stop} once it accepts connections. */
async function start(command, args) {
  const port = await freePort();
  const child = spawn(command, args(port), { stdio: 'ignore' });
  let failure;
  child.on('error', (error) => { failure = error; });
  child.on('exit', () => { failure ??= new Error(`${command} ended`); });
  process.on('exit', () => child.kill('SIGKILL'));
  while (!await accepts(port)) {
    if (failure) throw failure;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return { port, stop: () => child.kill('SIGKILL') };
}

module.exports = {
  redis: () => start('redis-server', (port) =>
    ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']),
  memcached: () => start('memcached', (port) =>
    ['-p', `${port}`, '-l', '127.0.0.1', '-U', '0', ...(process.getuid?.() === 0 ? ['-u', 'root'] : [])]),
};

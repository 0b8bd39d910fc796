'use strict';

// A server whose process has no descriptors left loses the connections that it can't take, and nothing
// else: it goes on once there are some again.

const assert = require('assert');
const { spawn } = require('child_process');
const net = require('net');

const MOST = 64;

// The server, in a process with few descriptors.
function serve() {
  const open = new Set();
  const server = net.createServer((socket) => {
    open.add(socket);
    socket.on('error', () => {}).on('close', () => open.delete(socket)).resume();
    socket.write('hello');
  });
  server.on('error', (error) => assert.match(error.code, /^E[MN]FILE$/));
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
}

function connect(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    const done = (answered) => resolve({ socket, answered });
    socket.on('data', () => done(true)).on('error', () => done(false)).on('close', () => done(false));
  });
}

async function attack() {
  const command = `ulimit -n ${MOST}; exec "$0" "$@"`;
  const args = [...process.execArgv, __filename, 'serve'];
  if (process.versions.plinth) args.unshift('run');
  const child = spawn('sh', ['-c', command, process.execPath, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const port = Number(await new Promise((resolve) => child.stdout.once('data', resolve)));
  const tried = await Promise.all(Array.from({ length: 2 * MOST }, () => connect(port)));
  const answered = tried.filter((one) => one.answered).length;
  assert.ok(answered > 0 && answered < MOST, `${answered} were answered`);
  for (const { socket } of tried) socket.destroy();
  let again;
  for (let i = 0; i < 100 && !again?.answered; i++) again = await connect(port);
  assert.ok(again.answered);
  again.socket.destroy();
  child.kill();
}

if (process.argv[2] === 'serve') serve();
else attack();

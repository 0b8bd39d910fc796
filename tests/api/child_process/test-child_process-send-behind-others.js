'use strict';

// A handle that waits behind much else arrives, though its sender has closed it by then.
// Host only: Node does not send what was closed.

const assert = require('assert');
const { fork } = require('child_process');
const dgram = require('dgram');

if (process.argv[2] === 'child') {
  process.on('message', (message, socket) => {
    if (socket === undefined) return;
    process.send(socket.address().port);
    socket.close();
    process.disconnect();
  });
} else {
  const child = fork(__filename, ['child']);
  const socket = dgram.createSocket('udp4');
  let got;
  socket.bind(0, '127.0.0.1', () => {
    const { port } = socket.address();
    child.send('x'.repeat(2 ** 21));
    child.send('take it', socket);
    socket.close();
    child.on('message', (message) => {
      got = message;
      assert.strictEqual(got, port);
    });
  });
  child.on('exit', () => assert.notStrictEqual(got, undefined));
}

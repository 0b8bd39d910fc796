'use strict';

// A UDP socket that is sent goes on receiving at the other end, bound as it was.

const assert = require('assert');
const { fork } = require('child_process');
const dgram = require('dgram');

if (process.argv[2] === 'child') {
  process.on('message', (message, socket) => {
    assert.strictEqual(message, 'take it');
    assert.ok(socket instanceof dgram.Socket);
    socket.on('message', (data) => {
      process.send({ got: `${data}` });
      socket.close();
      process.disconnect();
    });
    process.send({ port: socket.address().port });
  });
} else {
  const child = fork(__filename, ['child']);
  const socket = dgram.createSocket('udp4');
  const seen = [];
  socket.bind(0, '127.0.0.1', () => {
    const { port } = socket.address();
    child.send('take it', socket);
    child.on('message', (message) => {
      seen.push(message);
      if (message.port === undefined) return;
      assert.strictEqual(message.port, port);
      socket.close();  // Only this end's copy.
      const sender = dgram.createSocket('udp4');
      sender.send('hello', port, '127.0.0.1', () => sender.close());
    });
  });
  child.on('exit', (code) => {
    assert.strictEqual(code, 0);
    assert.deepStrictEqual(seen[1], { got: 'hello' });
  });
}

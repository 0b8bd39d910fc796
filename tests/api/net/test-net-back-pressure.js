'use strict';
// SPDX-License-Identifier: MIT

// A reader that pauses stops the writer: what is under way stays bounded, and nothing is lost.

const assert = require('assert');
const net = require('net');

const piece = Buffer.alloc(1 << 16, 'x');
const PIECES = 400;
let received = 0;
let held = 0;

const server = net.createServer((socket) => {
  socket.pause();
  setTimeout(() => {
    held = socket.readableLength;
    socket.on('data', (data) => { received += data.length; });
    socket.resume();
    socket.on('end', () => {
      socket.end();
      server.close();
    });
  }, 50);
}).listen(0, '127.0.0.1', () => {
  const client = net.connect(server.address().port, '127.0.0.1');
  let drained = 0;
  let left = PIECES;
  const write = () => {
    while (left > 0) {
      left--;
      if (!client.write(piece)) {
        drained++;
        return void client.once('drain', write);
      }
    }
    client.end();
  };
  client.on('connect', write);
  client.on('close', () => assert.ok(drained > 0));
  client.resume();
});

process.on('exit', () => {
  assert.strictEqual(received, PIECES * piece.length);
  assert.ok(held <= 1 << 20, `${held} bytes were held`);
});

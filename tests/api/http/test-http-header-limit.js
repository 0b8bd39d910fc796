'use strict';

// A head of more than maxHeaderSize bytes is refused with 431, at any size of its pieces.

const assert = require('assert');
const http = require('http');
const net = require('net');

const server = http.createServer({ maxHeaderSize: 1024 }, () => assert.fail('it was taken'));
let answer = '';
server.listen(0, () => {
  const socket = net.connect(server.address().port);
  socket.setEncoding('latin1').on('data', (text) => { answer += text; });
  socket.on('error', () => {});
  socket.on('close', () => server.close());
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n');
  for (let i = 0; i < 50; i++) socket.write(`X-${i}: ${'y'.repeat(50)}\r\n`);
});
process.on('exit', () => assert.match(answer, /^HTTP\/1\.1 431 /));

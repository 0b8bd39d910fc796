'use strict';

// Requests that two servers could read in two ways are refused with 400 and the connection ends.

const assert = require('assert');
const http = require('http');
const net = require('net');

const BODIES = [
  'Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  'Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello',
  'Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n',
  'Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n',
  'Content-Length: +5\r\n\r\nhello',
  'Content-Length: 5x\r\n\r\nhello',
  'Header: one\n two: x\r\n\r\n',
  'Bad Header: x\r\n\r\n',
];

let refused = 0;
const server = http.createServer((request, response) => {
  request.resume();
  request.on('end', () => response.end('taken'));
});
server.listen(0, () => {
  let left = BODIES.length;
  for (const body of BODIES) {
    const socket = net.connect(server.address().port);
    let answer = '';
    socket.setEncoding('latin1').on('data', (text) => { answer += text; });
    socket.on('error', () => {});
    socket.on('close', () => {
      assert.match(answer, /^HTTP\/1\.1 400 /, body);
      refused++;
      if (--left === 0) server.close();
    });
    socket.end(`POST / HTTP/1.1\r\nHost: x\r\n${body}`);
  }
});
process.on('exit', () => assert.strictEqual(refused, BODIES.length));

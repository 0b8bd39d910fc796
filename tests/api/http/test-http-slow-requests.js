'use strict';

// Who sends a head, or a body, too slowly is answered with 408 and cut off, however steadily the bytes
// come; who waits between two requests is cut off by the keep-alive time, without an answer.

const assert = require('assert');
const http = require('http');
const net = require('net');

const BODY = 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n';
const answers = [];

const server = http.createServer({
  headersTimeout: 300, requestTimeout: 450, keepAliveTimeout: 50, connectionsCheckingInterval: 10,
}, (request, response) => {
  request.on('error', () => {}).resume();
  if (request.method === 'GET') response.end('x');
});

function drip(name, first, next, expected) {
  let timer;
  const socket = net.connect(server.address().port, '127.0.0.1', () => {
    socket.write(first);
    if (next !== '') timer = setInterval(() => socket.write(next), 5);
  });
  let text = '';
  socket.setEncoding('latin1').on('data', (part) => { text += part; });
  socket.on('error', () => {});
  socket.on('close', () => {
    clearInterval(timer);
    assert.match(text, expected, name);
    answers.push(name);
    if (answers.length === 4) server.close();
  });
}

server.listen(0, '127.0.0.1', () => {
  drip('nothing', '', '', /^HTTP\/1\.1 408 Request Timeout\r\nConnection: close\r\n\r\n$/);
  drip('head', 'GET / HTTP/1.1\r\nA: ', 'a', /^HTTP\/1\.1 408 /);
  drip('body', BODY, 'b', /^HTTP\/1\.1 408 /);
  drip('idle', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', '', /^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\nx$/);
});
process.on('exit', () => assert.deepStrictEqual(answers.sort(), ['body', 'head', 'idle', 'nothing']));

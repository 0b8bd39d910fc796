'use strict';

// Of requests that come together each answer leaves whatever happens next: another write to its socket,
// the socket's end, or the program's.

const assert = require('assert');
const { fork } = require('child_process');
const http = require('http');
const net = require('net');

const CLIENTS = 8;

function handler() {
  let count = 0;
  return (request, response) => {
    const { socket } = request;
    response.end('answer');
    if (request.url === '/more') socket.write('more');
    if (request.url === '/destroy') socket.destroy();
    if (request.url === '/end') socket.end('last');
    if (request.url === '/exit' && ++count === CLIENTS) process.exit();
  };
}

// All send their request in one go, once all are connected; done(what each got).
function askTogether(port, path, done) {
  const got = [];
  const sockets = Array.from({ length: CLIENTS }, () => net.connect(port, '127.0.0.1'));
  let connected = 0;
  sockets.forEach((socket) => {
    let text = '';
    socket.setEncoding('latin1').on('data', (part) => {
      text += part;
      if (text.endsWith('more')) socket.end();
    });
    socket.on('error', (error) => { text += error.code; });
    socket.on('connect', () => {
      if (++connected === CLIENTS) for (const one of sockets) one.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
    });
    socket.on('close', () => {
      got.push(text.split('\r\n\r\n').slice(1).join('|'));
      if (got.length === CLIENTS) done(got);
    });
  });
}

const expected = (text) => new Array(CLIENTS).fill(text);

if (process.argv[2] === 'child') {
  const server = http.createServer(handler());
  server.listen(0, '127.0.0.1', () => process.send(server.address().port));
} else {
  const server = http.createServer(handler());
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    askTogether(port, '/more', (got) => {
      assert.deepStrictEqual(got, expected('answermore'));
      askTogether(port, '/destroy', (afterDestroy) => {
        assert.deepStrictEqual(afterDestroy, expected('answer'));
        askTogether(port, '/end', (afterEnd) => {
          assert.deepStrictEqual(afterEnd, expected('answerlast'));
          server.close();
        });
      });
    });
  });
  const child = fork(__filename, ['child']);
  let isExpected = false;
  child.on('message', (port) => askTogether(port, '/exit', (got) => {
    assert.deepStrictEqual(got, expected('answer'));
    isExpected = true;
  }));
  child.on('exit', (code) => assert.strictEqual(code, 0));
  process.on('exit', () => assert.ok(isExpected));
}

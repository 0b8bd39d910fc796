'use strict';

// A connection that ends after any byte of a message ends that message, and nothing else: at a server
// the request is aborted or was none, at a client the request fails or the response is aborted.

const assert = require('assert');
const http = require('http');
const net = require('net');

const REQUEST = 'POST /a HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n';
const RESPONSE = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n';
const HOW = [(socket) => socket.end(), (socket) => socket.resetAndDestroy()];

let waiting = 2;
const counts = { whole: 0, aborted: 0, answered: 0, failed: 0, cut: 0 };

// Each way of ending, after each number of bytes.
function eachCut(message, visit) {
  for (const end of HOW) for (let size = 0; size <= message.length; size++) visit(message.slice(0, size), end);
}

function testServer() {
  let open = 2 * (REQUEST.length + 1);
  const server = http.createServer((request, response) => {
    let isWhole = false;
    request.on('end', () => { isWhole = true; response.end('x'); });
    request.on('error', (error) => assert.strictEqual(error.code, 'ECONNRESET'));
    request.on('close', () => counts[isWhole ? 'whole' : 'aborted']++);
    request.resume();
  });
  server.on('clientError', (error, socket) => {
    assert.match(error.code, /^(?:ECONNRESET|HPE_INVALID_EOF_STATE)$/);
    socket.destroy();
  });
  server.listen(0, '127.0.0.1', () => {
    eachCut(REQUEST, (part, end) => {
      const socket = net.connect(server.address().port, '127.0.0.1', () => {
        socket.write(part, () => end(socket));
      });
      socket.on('error', () => {}).resume();
      socket.on('close', () => {
        if (--open > 0) return;
        server.close(() => waiting--);
      });
    });
  });
}

function testClient() {
  let open = 2 * (RESPONSE.length + 1);
  const cuts = [];
  eachCut(RESPONSE, (part, end) => cuts.push({ part, end }));
  const server = net.createServer((socket) => {
    const { part, end } = cuts.pop();
    socket.on('error', () => {});
    socket.once('data', () => socket.write(part, () => end(socket)));
  });
  const done = (outcome) => {
    counts[outcome]++;
    if (--open === 0) server.close(() => waiting--);
  };
  server.listen(0, '127.0.0.1', () => {
    const count = open;
    for (let i = 0; i < count; i++) {
      const request = http.get({ port: server.address().port, host: '127.0.0.1', agent: false });
      request.on('error', (error) => {
        assert.match(error.code, /^(?:ECONNRESET|HPE_INVALID_EOF_STATE|EPIPE)$/);
        if (!request.res) done('failed');
      });
      request.on('response', (response) => {
        response.on('error', (error) => assert.match(error.code, /^(?:ECONNRESET|HPE_INVALID_EOF_STATE)$/));
        response.on('close', () => done(response.complete ? 'answered' : 'cut'));
        response.resume();
      });
    }
  });
}

testServer();
testClient();

process.on('exit', () => {
  assert.strictEqual(waiting, 0);
  assert.ok(counts.whole >= 1 && counts.aborted > 8, JSON.stringify(counts));
  assert.ok(counts.answered >= 1 && counts.failed > 60 && counts.cut > 10, JSON.stringify(counts));
});

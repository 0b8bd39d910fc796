'use strict';

// Requests that come together, or byte by byte, are told apart, and answered in their order whatever the
// order in which they are done. Whoever listens to the socket, too, sees all that comes from then on.

const assert = require('assert');
const http = require('http');
const net = require('net');

const GET = 'GET /1 HTTP/1.1\r\nHost: x\r\n\r\n';
const POST = 'POST /2 HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody';
const CHUNKED = 'POST /3 HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\nT: u\r\n\r\n';
const LAST = 'GET /4 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n';

const server = http.createServer((request, response) => {
  let body = '';
  request.setEncoding('latin1').on('data', (part) => { body += part; });
  request.on('end', () => {
    const answer = () => response.end(`${request.method} ${request.url} ${body} ${request.trailers.t};`);
    if (request.url === '/1') setTimeout(answer, 20);
    else answer();
  });
});

function ask(sendAll, done) {
  const socket = net.connect(server.address().port, () => sendAll(socket));
  let text = '';
  socket.setEncoding('latin1').on('data', (part) => { text += part; });
  socket.on('close', () => done(text.split(';').map((one) => one.split('\r\n\r\n').pop()).slice(0, -1)));
}

const EXPECTED = ['GET /1  undefined', 'POST /2 body undefined', 'POST /3 body u', 'GET /4  undefined'];
const ALL = GET + POST + CHUNKED + LAST;
let asked = 0;

function check(answers) {
  assert.deepStrictEqual(answers, EXPECTED);
  if (++asked === 3) server.close();
}

let heard = '';
server.on('connection', (socket) => {
  if (++connections !== 3) return;
  // From the second packet on: it is asked for when the first has been answered.
  server.once('request', () => setImmediate(() => socket.on('data', (bytes) => { heard += bytes; })));
});
let connections = 0;

server.listen(0, () => {
  ask((socket) => socket.write(ALL), (answers) => {
    check(answers);
    ask((socket) => {
      socket.setNoDelay();
      for (const byte of ALL) socket.write(byte);
    }, (again) => {
      check(again);
      ask((socket) => {
        socket.write(GET);
        socket.once('data', () => socket.write(POST + CHUNKED + LAST));
      }, check);
    });
  });
});
process.on('exit', () => {
  assert.strictEqual(asked, 3);
  assert.strictEqual(heard, POST + CHUNKED + LAST);
});

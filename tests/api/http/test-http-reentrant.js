'use strict';

// What a stream brings while a message before it is told of is parsed after that; a server's sockets are bytes.

const assert = require('assert');
const http = require('http');
const { Duplex } = require('stream');

const seen = [];
let socket;
const request = http.request({
  createConnection() {
    socket = new Duplex({
      read() {},
      write(chunk, encoding, callback) {
        if (chunk.toString().includes('\r\n\r\n')) this.push('HTTP/1.1 100 Continue\r\n\r\n');
        callback();
      },
    });
    return socket;
  },
});
request.on('information', ({ statusCode }) => {
  seen.push(statusCode);
  if (statusCode === 100) {
    socket.push('HTTP/1.1 102 Processing\r\n\r\n');
    socket.push('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    socket.push(null);
  }
});
request.on('response', (response) => seen.push(response.statusCode));
request.end();
process.on('exit', () => assert.deepStrictEqual(seen, [100, 102, 200]));

const server = http.createServer((_, response) => response.end()).listen(0, () => {
  http.get({ port: server.address().port, agent: false }, (response) => response.resume().on('end', () => server.close()));
});
server.once('connection', (one) => {
  assert.throws(() => one.setEncoding('utf8'), { code: 'ERR_HTTP_SOCKET_ENCODING' });
});

'use strict';
// SPDX-License-Identifier: MIT
// A client may end its side between two messages: that is no error, and gets no answer.

const assert = require('assert');
const http = require('http');
const net = require('net');

const errors = [];
const server = http.createServer((request, response) => response.end('hello'));
server.on('clientError', (error, socket) => {
  errors.push(error.code);
  socket.destroy();
});

function talk(sent, done) {
  const socket = net.connect(server.address().port);
  let got = '';
  socket.setEncoding('latin1').on('data', (text) => {
    got += text;
    if (got.endsWith('hello')) socket.end();
  });
  socket.on('close', () => done(got));
  socket.write(sent);
  if (!sent.endsWith('\r\n\r\n')) socket.end();
}

const REQUEST = 'GET / HTTP/1.1\r\nHost: a\r\n\r\n';

server.listen(0, '127.0.0.1', () => {
  talk(REQUEST, (first) => {
    assert.match(first, /^HTTP\/1\.1 200 OK\r\n[^]*\r\n\r\nhello$/);
    assert.deepStrictEqual(errors, []);
    talk(`${REQUEST}${REQUEST.slice(0, 20)}`, () => {
      assert.deepStrictEqual(errors, ['HPE_INVALID_EOF_STATE']);
      server.close();
    });
  });
});

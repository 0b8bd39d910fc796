'use strict';
// SPDX-License-Identifier: MIT

// An HTTP server under load: hello world. The driver writes port.json.

const http = require('http');
const { port } = require('./port.json');

exports.activate = () => {
  http.createServer((request, response) => {
    response.setHeader('Content-Type', 'text/plain');
    response.end('hello world\n');
  }).listen(port, '127.0.0.1');
};

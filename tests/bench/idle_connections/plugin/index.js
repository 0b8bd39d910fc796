'use strict';
// SPDX-License-Identifier: MIT

// The same server in a game. The driver writes port.json.

const http = require('http');
const { port } = require('./port.json');

exports.activate = () => {
  http.createServer({ keepAliveTimeout: 600_000 }, (request, response) => response.end('ok\n'))
    .listen(port, '127.0.0.1');
};

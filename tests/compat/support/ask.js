'use strict';

// One request: its status, headers and body.

const http = require('http');

function ask(server, options, body) {
  return new Promise((resolve, reject) => {
    const { port } = server.address();
    const request = http.request({ port, host: '127.0.0.1', agent: false, ...options }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part)).on('error', reject).on('end', () => resolve({
        status: response.statusCode, headers: response.headers, body: Buffer.concat(parts).toString(),
      }));
    });
    request.on('error', reject).end(body);
  });
}

const listen = (server) => new Promise((resolve) => {
  server.listen(0, '127.0.0.1', () => resolve(server));
});

module.exports = { ask, listen };

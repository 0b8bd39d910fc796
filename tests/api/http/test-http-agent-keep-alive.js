'use strict';

// An agent that keeps connections uses one for requests that follow each other.

const assert = require('assert');
const http = require('http');

const agent = new http.Agent({ keepAlive: true });
const ports = new Set();
const server = http.createServer((request, response) => {
  ports.add(request.socket.remotePort);
  response.end('x');
});

function get(callback) {
  const request = http.get({ port: server.address().port, agent }, (response) => {
    response.resume();
    response.on('end', () => setImmediate(() => setImmediate(() => callback(request))));
  });
}

let reused = false;
server.listen(0, () => {
  get(() => get((request) => {
    reused = request.reusedSocket;
    agent.destroy();
    server.close();
  }));
});
process.on('exit', () => {
  assert.ok(reused);
  assert.strictEqual(ports.size, 1);
});

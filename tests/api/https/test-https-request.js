'use strict';

// Requests over TLS, with a body both ways; an agent keeps the connection.

const assert = require('assert');
const https = require('https');
const { ca, server: keys } = require('../tls/certificates');

const server = https.createServer(keys, (request, response) => {
  assert.strictEqual(request.socket.encrypted, true);
  let body = '';
  request.setEncoding('utf8').on('data', (text) => { body += text; });
  request.on('end', () => response.end(`${request.method} ${request.url} ${body}`));
});
let connections = 0;
server.on('secureConnection', () => connections++);

const agent = new https.Agent({ keepAlive: true, ca });
function send(options, body, done) {
  const { port } = server.address();
  const request = https.request({ port, host: '127.0.0.1', agent, ...options }, (response) => {
    let text = '';
    response.setEncoding('utf8').on('data', (more) => { text += more; });
    response.on('end', () => setImmediate(done, text));
  });
  request.end(body);
}

let finished = false;
server.listen(0, '127.0.0.1', () => {
  send({ path: '/a' }, undefined, (first) => {
    assert.strictEqual(first, 'GET /a ');
    send({ path: '/b', method: 'POST' }, 'body'.repeat(50000), (second) => {
      assert.strictEqual(second, `POST /b ${'body'.repeat(50000)}`);
      assert.strictEqual(connections, 1);
      const untrusting = https.get(`https://127.0.0.1:${server.address().port}/`, () => assert.fail());
      untrusting.on('error', (error) => {
        assert.strictEqual(error.code, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE');
        agent.destroy();
        server.close(() => { finished = true; });
      });
    });
  });
});
process.on('exit', () => assert.strictEqual(finished, true));

assert.throws(() => https.get('http://127.0.0.1/'), { code: 'ERR_INVALID_PROTOCOL' });

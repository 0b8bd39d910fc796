'use strict';

// A request's method, path, headers and body reach the server, and its answer the client.

const assert = require('assert');
const http = require('http');

const server = http.createServer((request, response) => {
  assert.strictEqual(request.method, 'POST');
  assert.strictEqual(request.url, '/path?query');
  assert.strictEqual(request.headers['x-name'], 'value');
  let body = '';
  request.setEncoding('utf8').on('data', (text) => { body += text; });
  request.on('end', () => {
    response.writeHead(201, 'Made', { 'X-Answer': ['a', 'b'] });
    response.end(`you said ${body}`);
  });
});

let finished = false;
server.listen(0, () => {
  const { port } = server.address();
  const request = http.request(
    { port, method: 'POST', path: '/path?query', headers: { 'X-Name': 'value' }, agent: false });
  request.on('response', (response) => {
    assert.strictEqual(response.statusCode, 201);
    assert.strictEqual(response.statusMessage, 'Made');
    assert.strictEqual(response.headers['x-answer'], 'a, b');
    let text = '';
    response.setEncoding('utf8').on('data', (piece) => { text += piece; });
    response.on('end', () => {
      assert.strictEqual(text, 'you said one and two');
      finished = true;
      server.close();
    });
  });
  request.write('one and ');
  request.end('two');
});
process.on('exit', () => assert.ok(finished));

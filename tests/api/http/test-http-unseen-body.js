'use strict';

// A request whose body nobody looked at is a stream all the same, whenever it is looked at: in its
// handler, later, or after its response has left.

const assert = require('assert');
const http = require('http');
const { finished, pipeline, PassThrough } = require('stream');

const visits = {
  '/plain': (request, response) => {
    response.end('x');
    response.on('close', () => setImmediate(() => {
      assert.ok(request.complete && request.readableEnded && request.destroyed);
      assert.strictEqual(request.read(), null);
      seen.push('plain');
    }));
  },
  '/end': (request, response) => request.on('end', () => response.end()).resume(),
  '/close': (request, response) => {
    request.on('close', () => seen.push('close'));
    response.end();
  },
  '/later': (request, response) => setImmediate(() => {
    assert.ok(request.complete && !request.readableEnded && !request.destroyed);
    request.on('data', () => assert.fail('there is no body')).on('end', () => response.end());
  }),
  '/iterate': async (request, response) => {
    for await (const part of request) assert.fail(part);
    response.end();
  },
  '/pipe': (request, response) => pipeline(request, new PassThrough(), response, (error) => {
    assert.ifError(error);
    seen.push('pipe');
  }),
  '/finished': (request, response) => finished(request.resume(), (error) => {
    assert.ifError(error);
    response.end();
  }),
  '/ignored': (request, response) => {
    assert.strictEqual(request.method, 'POST');
    response.end();
  },
};
const seen = [];

const server = http.createServer((request, response) => visits[request.url](request, response));
const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

server.listen(0, () => {
  let left = Object.keys(visits).length;
  for (const path of Object.keys(visits)) {
    const method = path === '/ignored' ? 'POST' : 'GET';
    const request = http.request({ port: server.address().port, path, method, agent }, (response) => {
      assert.strictEqual(response.statusCode, 200);
      response.resume().on('end', () => {
        if (--left > 0) return;
        agent.destroy();
        server.close();
      });
    });
    request.end(method === 'POST' ? 'x'.repeat(100_000) : undefined);
  }
});
process.on('exit', () => assert.deepStrictEqual(seen.sort(), ['close', 'pipe', 'plain']));

'use strict';

// A PerformanceObserver hears of both ends of an exchange.

const assert = require('assert');
const http = require('http');
const { PerformanceObserver } = require('perf_hooks');

const found = {};
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) found[entry.name] = entry;
}).observe({ type: 'http' });

const server = http.createServer((request, response) => response.setHeader('a', 'b').end('x'));
server.listen(0, () => {
  http.get({ port: server.address().port, path: '/p' }, (response) => response.resume()
    .on('close', () => setImmediate(() => server.close())));
});
process.on('exit', () => {
  const { HttpRequest, HttpClient } = found;
  assert.strictEqual(HttpRequest.entryType, 'http');
  assert.ok(HttpRequest.duration >= 0 && HttpClient.duration >= 0);
  assert.deepStrictEqual([HttpRequest.detail.req.method, HttpRequest.detail.req.url], ['GET', '/p']);
  assert.strictEqual(HttpRequest.detail.res.headers.a, 'b');
  assert.match(HttpClient.detail.req.url, /^http:\/\/localhost\/p$/);
  assert.strictEqual(HttpClient.detail.res.statusCode, 200);
});

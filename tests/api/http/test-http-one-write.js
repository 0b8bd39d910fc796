'use strict';

// Host only: it looks at the native handle.
// A response that is there at once leaves in one write: text, bytes, or no body at all.

const assert = require('assert');
const http = require('http');

const BODIES = ['text', 'téxt', Buffer.from('bytes'), undefined];
let writes = 0;
let left = BODIES.length;

function count(handle) {
  for (const name of ['write', 'writeSoon', 'writev']) {
    const write = handle[name];
    handle[name] = function(...args) {
      writes++;
      return Reflect.apply(write, this, args);
    };
  }
}

const server = http.createServer((request, response) => {
  const body = BODIES[request.url.slice(1)];
  response.setHeader('A', 'b');
  response.end(body);
  assert.ok(response.writableEnded && response.headersSent);
  assert.strictEqual(response.writableFinished, true);
});
server.on('connection', (socket) => count(socket._handle));
server.listen(0, () => BODIES.forEach((body, i) => {
  http.get({ port: server.address().port, path: `/${i}`, agent: false }, (response) => {
    const parts = [];
    response.on('data', (part) => parts.push(part)).on('end', () => {
      assert.deepStrictEqual(Buffer.concat(parts), Buffer.from(body ?? ''));
      assert.strictEqual(response.headers['content-length'], `${Buffer.byteLength(body ?? '')}`);
      if (--left === 0) server.close();
    });
  });
}));
process.on('exit', () => assert.strictEqual(writes, BODIES.length));

'use strict';

// The events of a request and its response have the storage's value of where the request was made, also
// when they come over a socket that others used before.

const { AsyncLocalStorage } = require('async_hooks');
const assert = require('assert');
const http = require('http');

const storage = new AsyncLocalStorage();
const agent = new http.Agent({ keepAlive: true, maxSockets: 2 });
const seen = [];

const server = http.createServer((request, response) => {
  response.write('x'.repeat(100_000));
  setImmediate(() => response.end(request.url));
});

function ask(name, done) {
  storage.run(name, () => {
    const see = (what) => seen.push([what, storage.getStore() === name]);
    const request = http.get({ port: server.address().port, path: `/${name}`, agent }, (response) => {
      see('response');
      response.once('data', () => see('data')).on('end', () => {
        see('end');
        done();
      }).resume();
    });
    request.on('socket', () => see('socket')).on('finish', () => see('finish'));
    request.on('close', () => see('close'));
  });
}

server.listen(0, () => {
  let left = 6;
  for (let i = 0; i < 6; i++) {
    ask(`client ${i}`.replace(' ', '-'), () => {
      if (--left > 0) return;
      agent.destroy();
      server.close();
    });
  }
});
process.on('exit', () => {
  assert.strictEqual(seen.length, 36);
  assert.deepStrictEqual(seen.filter(([, isOwn]) => !isOwn), []);
});

'use strict';

// A connection that was on its way to a worker that dies goes to another one.
// Host only: in Node nobody answers it.

const assert = require('assert');
const cluster = require('cluster');
const net = require('net');

cluster.schedulingPolicy = cluster.SCHED_RR;

if (cluster.isPrimary) {
  const stuck = cluster.fork({ STUCK: 'yes' });
  stuck.on('listening', ({ port }) => {
    const client = net.connect(port, '127.0.0.1');
    client.on('connect', () => {
      const other = cluster.fork({ PORT: port });
      other.on('listening', () => stuck.kill('SIGKILL'));
    });
    client.on('data', (data) => {
      assert.strictEqual(`${data}`, 'hello');
      client.end();
      cluster.disconnect();
    });
    client.on('error', (error) => assert.fail(error));
  });
} else {
  const server = net.createServer((socket) => socket.end('hello'));
  server.listen({ port: 0, host: '127.0.0.1' }, () => {
    if (process.env.STUCK) setImmediate(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  });
}

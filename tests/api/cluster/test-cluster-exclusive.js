'use strict';

// What is exclusive is the worker's own; what the primary cannot have, the worker hears of.

const assert = require('assert');
const cluster = require('cluster');
const dgram = require('dgram');
const net = require('net');

if (cluster.isPrimary) {
  const taken = net.createServer().listen(0, '127.0.0.1', () => {
    const worker = cluster.fork({ TAKEN: taken.address().port });
    worker.on('listening', () => assert.fail('exclusive ones are not announced'));
    worker.on('exit', (code) => {
      assert.strictEqual(code, 0);
      taken.close();
    });
  });
} else {
  const port = Number(process.env.TAKEN);
  net.createServer().listen(port, '127.0.0.1').on('error', (error) => {
    assert.strictEqual(error.code, 'EADDRINUSE');
    assert.strictEqual(error.syscall, 'bind');
    assert.strictEqual(error.port, port);
    const server = net.createServer().listen({ port: 0, exclusive: true }, () => {
      server.close();
      const socket = dgram.createSocket('udp4');
      socket.bind({ port: 0, exclusive: true }, () => {
        socket.close();
        cluster.worker.disconnect();
      });
    });
  });
}

'use strict';

// Without a policy the workers share the handles themselves; those of UDP always.

const assert = require('assert');
const cluster = require('cluster');
const dgram = require('dgram');
const net = require('net');

cluster.schedulingPolicy = cluster.SCHED_NONE;

if (cluster.isPrimary) {
  const seen = [];
  for (let i = 0; i < 2; i++) {
    const worker = cluster.fork();
    worker.on('message', (ports) => {
      seen.push(ports);
      if (seen.length === 2) check();
    });
    worker.on('exit', (code) => assert.strictEqual(code, 0));
  }
  const check = () => {
    assert.deepStrictEqual(seen[0], seen[1]);
    const socket = dgram.createSocket('udp4');
    socket.send('both may take this', seen[0].udp, '127.0.0.1', () => socket.close());
    net.connect(seen[0].tcp, '127.0.0.1').on('data', (data) => {
      assert.strictEqual(`${data}`, 'hello');
      cluster.disconnect();
    });
  };
} else {
  const server = net.createServer((socket) => socket.end('hello'));
  server.listen(0, '127.0.0.1', () => {
    assert.notStrictEqual(server._handle.fd, undefined);
    const socket = dgram.createSocket('udp4');
    socket.bind(0, '127.0.0.1', () => {
      process.send({ tcp: server.address().port, udp: socket.address().port });
    });
  });
}

'use strict';

// Callbacks and events of sockets and of names that are looked up have the storage's value of where they
// were asked for.

const { AsyncLocalStorage } = require('async_hooks');
const assert = require('assert');
const dgram = require('dgram');
const dns = require('dns');
const net = require('net');

const storage = new AsyncLocalStorage();
const seen = new Map();
const see = (what) => seen.set(what, storage.getStore());

const server = net.createServer((socket) => {
  see('connection');
  socket.resume().end('answer');
});
storage.run('server', () => server.listen(0, 'localhost', () => see('listening')));

server.on('listening', () => storage.run('client', () => {
  const client = net.connect(server.address().port, 'localhost');
  client.on('lookup', () => see('lookup')).on('connect', () => see('connect'));
  client.on('data', () => see('data')).on('end', () => see('end')).on('close', () => {
    see('close');
    server.close();
  });
  client.write('question', () => see('written'));

  dns.lookup('localhost', () => see('dns'));
  dns.promises.lookup('localhost').then(() => see('dns promise'));

  const socket = dgram.createSocket('udp4');
  socket.on('message', () => {
    see('message');
    socket.close(() => see('closed'));
  });
  socket.bind(0, '127.0.0.1', () => {
    see('bound');
    socket.send('x', socket.address().port, '127.0.0.1', () => see('sent'));
  });
}));

process.on('exit', () => {
  for (const what of ['listening', 'connection']) {
    assert.strictEqual(seen.get(what), 'server', what);
    seen.delete(what);
  }
  assert.deepStrictEqual(new Set(seen.values()), new Set(['client']), [...seen].join());
  assert.strictEqual(seen.size, 12);
});

'use strict';

// Who listens is told of each socket that is made: of net's on both sides, and of dgram's.

const assert = require('assert');
const dgram = require('dgram');
const { subscribe } = require('diagnostics_channel');
const net = require('net');

const seen = [];
subscribe('net.client.socket', ({ socket }) => seen.push(['client', socket instanceof net.Socket]));
subscribe('net.server.socket', ({ socket }) => seen.push(['server', socket instanceof net.Socket]));
subscribe('udp.socket', ({ socket }) => seen.push(['udp', socket instanceof dgram.Socket]));

dgram.createSocket('udp4').close();
const server = net.createServer((socket) => {
  socket.destroy();
  server.close();
}).listen(0, () => net.connect(server.address().port).resume());

process.on('exit', () => {
  assert.deepStrictEqual(seen, [['udp', true], ['client', true], ['server', true]]);
});

'use strict';
// SPDX-License-Identifier: MIT

// Datagrams of strings, bytes and lists arrive whole, with their sender; an empty one arrives, too.

const assert = require('assert');
const dgram = require('dgram');

const messages = ['text', Buffer.from([1, 2, 3]), ['a', Buffer.from('b')], []];
const expected = ['text', '\u0001\u0002\u0003', 'ab', ''];
const got = [];

const server = dgram.createSocket('udp4', (message, from) => {
  assert.strictEqual(from.address, '127.0.0.1');
  assert.strictEqual(from.family, 'IPv4');
  assert.strictEqual(from.size, message.length);
  server.send(message, from.port, from.address);
});
server.bind(0, '127.0.0.1', () => {
  const client = dgram.createSocket('udp4');
  const { port } = server.address();
  const next = () => {
    if (got.length === messages.length) {
      client.close();
      server.close();
      return;
    }
    client.send(messages[got.length], port, '127.0.0.1', (error, size) => {
      assert.ifError(error);
      assert.strictEqual(size, expected[got.length].length);
    });
  };
  client.on('message', (message) => {
    got.push(message.toString('latin1'));
    next();
  });
  next();
});

process.on('exit', () => assert.deepStrictEqual(got, expected));

'use strict';
// SPDX-License-Identifier: MIT

// What a client writes comes back from a server that pipes; both ends know each other's address, and
// the counts of bytes are right.

const assert = require('assert');
const net = require('net');

const text = 'å∂ß'.repeat(50_000);
const seen = [];

const server = net.createServer((socket) => {
  assert.strictEqual(socket.remoteFamily, 'IPv4');
  socket.pipe(socket);
});
server.listen(0, '127.0.0.1', () => {
  const { address, family, port } = server.address();
  assert.deepStrictEqual([address, family], ['127.0.0.1', 'IPv4']);
  const client = net.connect(port, '127.0.0.1');
  client.setEncoding('utf8');
  let got = '';
  client.on('connect', () => {
    assert.strictEqual(client.remotePort, port);
    seen.push('connect');
  });
  client.on('ready', () => seen.push('ready'));
  client.on('data', (piece) => { got += piece; });
  client.on('end', () => seen.push('end'));
  client.on('close', (hadError) => {
    assert.strictEqual(hadError, false);
    assert.strictEqual(got, text);
    assert.strictEqual(client.bytesRead, Buffer.byteLength(text));
    assert.strictEqual(client.bytesWritten, Buffer.byteLength(text));
    seen.push('close');
    server.close();
  });
  client.write(text.slice(0, 1000));
  client.end(text.slice(1000));
});

process.on('exit', () => assert.deepStrictEqual(seen, ['connect', 'ready', 'end', 'close']));

'use strict';

// A client that does not believe its server ends the handshake before the server takes it for done; a server's sessions
// are told of behind its connection.

const assert = require('assert');
const tls = require('tls');
const { ca, server: keys } = require('./certificates');

const seen = [];
const server = tls.createServer(keys, (socket) => {
  seen.push('secureConnection');
  socket.end();
});
server.on('tlsClientError', ({ code }) => seen.push(code));
server.on('newSession', (id, data, callback) => {
  seen.push('newSession');
  callback();
});
server.listen(0, '127.0.0.1', () => {
  const { port } = server.address();
  tls.connect({ port, servername: 'localhost' }).on('error', ({ code }) => {
    seen.push(code);
    tls.connect({ port, servername: 'localhost', ca }).resume().on('close', () => server.close());
  });
});
process.on('exit', () => {
  assert.deepStrictEqual(seen.filter((one) => one.startsWith('E')), ['ECONNRESET']);
  assert.deepStrictEqual(seen.slice(0, 2).sort(), ['ECONNRESET', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE']);
  assert.deepStrictEqual(seen.slice(2), ['secureConnection', 'newSession', 'newSession']);
});

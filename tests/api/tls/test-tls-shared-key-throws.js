'use strict';

// Host only: what a callback throws that is asked for a shared key is not caught; Node loses it. What the callback does
// to the connection waits.

const assert = require('assert');
const tls = require('tls');

const ciphers = 'PSK+HIGH:TLS_AES_128_GCM_SHA256';
const psk = Buffer.alloc(16, 'a');
const seen = [];
const server = tls.createServer({
  ciphers,
  pskCallback(socket) {
    socket._handle.advance();
    socket._handle.ssl.shutdown();
    assert.strictEqual(socket._handle.ssl.getProtocol(), undefined);
    socket.destroy();
    throw new Error('of the callback');
  },
});
process.once('uncaughtException', (error) => {
  seen.push(error.message);
  server.close();
});
server.listen(0, '127.0.0.1', () => {
  const pskCallback = () => ({ psk, identity: 'ann' });
  tls.connect({ port: server.address().port, ciphers, checkServerIdentity() {}, pskCallback })
    .on('error', ({ code }) => seen.push(code));
});
process.on('exit', () => {
  assert.strictEqual(seen.length, 2);
  assert(seen.includes('of the callback'));
});

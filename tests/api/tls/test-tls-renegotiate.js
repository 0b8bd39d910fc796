'use strict';

// A client of TLS 1.2 may shake hands anew, until the server will have no more of it.

const assert = require('assert');
const tls = require('tls');
const { ca, server: keys } = require('./certificates');

let anew = 0;
const server = tls.createServer({ ...keys, maxVersion: 'TLSv1.2' }, (socket) => {
  socket.on('error', ({ code }) => {
    assert.strictEqual(code, 'ERR_TLS_SESSION_ATTACK');
    assert.strictEqual(anew, tls.CLIENT_RENEG_LIMIT);
    socket.destroy();
    server.close();
  });
}).listen(0, '127.0.0.1', () => {
  const client = tls.connect({ port: server.address().port, ca, servername: 'localhost' }, () => {
    const again = () => client.renegotiate({}, (error) => {
      assert.ifError(error);
      anew++;
      again();
    });
    again();
  });
  client.on('error', () => {});
});
process.on('exit', () => assert.strictEqual(anew, tls.CLIENT_RENEG_LIMIT));

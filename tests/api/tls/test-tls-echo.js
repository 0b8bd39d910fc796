'use strict';

// What is written arrives, both ways and in pieces of any size; both ends know who they talk to.

const assert = require('assert');
const tls = require('tls');
const { ca, client, server: keys } = require('./certificates');

const SIZE = 1 << 20;
const data = Buffer.alloc(SIZE, 'a piece of text, again and again; ');
const seen = [];

const server = tls.createServer({ ...keys, ca, requestCert: true, ALPNProtocols: ['two', 'one'] }, (socket) => {
  assert.strictEqual(socket.authorized, true);
  assert.strictEqual(socket.getPeerCertificate().subject.CN, 'client');
  assert.strictEqual(socket.alpnProtocol, 'one');
  assert.strictEqual(socket.servername, 'localhost');
  seen.push('server');
  socket.pipe(socket);
});
server.listen(0, '127.0.0.1', () => {
  const socket = tls.connect({
    ...client, ca, port: server.address().port, host: '127.0.0.1', servername: 'localhost', ALPNProtocols: ['one'],
  });
  assert.strictEqual(socket.encrypted, true);
  assert.strictEqual(socket.authorized, false);
  const pieces = [];
  socket.on('secureConnect', () => {
    assert.strictEqual(socket.authorized, true);
    assert.strictEqual(socket.authorizationError, null);
    assert.strictEqual(socket.alpnProtocol, 'one');
    assert.strictEqual(socket.getProtocol(), 'TLSv1.3');
    assert.strictEqual(socket.getPeerCertificate(true).issuerCertificate.subject.CN, 'Test authority');
    assert.match(socket.getPeerCertificate().subjectaltname, /^DNS:localhost, IP Address:127\.0\.0\.1$/);
    seen.push('client');
  });
  // Written before there is a connection.
  socket.write(data.subarray(0, 10));
  socket.write(data.subarray(10, 70000));
  socket.end(data.subarray(70000));
  socket.on('data', (piece) => pieces.push(piece));
  socket.on('end', () => assert(Buffer.concat(pieces).equals(data)));
  socket.on('close', (hadError) => {
    assert.strictEqual(hadError, false);
    assert.strictEqual(socket.bytesWritten, SIZE);
    seen.push('closed');
    server.close();
  });
});
process.on('exit', () => assert.deepStrictEqual(seen.sort(), ['client', 'closed', 'server']));

'use strict';

// A server that can't prove who it is gets no data; a client that must and can't is sent away.

const assert = require('assert');
const net = require('net');
const tls = require('tls');
const { ca, client, other, server: keys } = require('./certificates');

const told = [];
let waiting = 0;

function serve(options, go) {
  waiting++;
  const server = tls.createServer(options, (socket) => {
    socket.on('error', () => {});
    socket.end('secret');
  });
  server.on('tlsClientError', (error) => told.push(`server ${error.code}`));
  server.listen(0, '127.0.0.1', () => go(server.address().port, () => {
    server.close();
    waiting--;
  }));
}

function connect(port, options, done) {
  const socket = tls.connect({ port, host: '127.0.0.1', servername: 'localhost', ...options });
  socket.on('error', (error) => told.push(`client ${error.code}`));
  socket.on('data', (data) => told.push(`${data}`));
  socket.on('close', done);
}

serve(keys, (port, done) => connect(port, {}, done));  // Nobody trusts that authority.
serve(other, (port, done) => connect(port, { ca }, done));  // It is another one.
serve(other, (port, done) => connect(port, { ca, rejectUnauthorized: false }, done));
serve({ ...keys, ca, requestCert: true }, (port, done) => connect(port, { ca, maxVersion: 'TLSv1.2' }, done));
serve({ ...keys, ca, requestCert: true }, (port, done) => connect(port, { ca, ...client }, done));
serve(keys, (port, done) => connect(port, { ca, maxVersion: 'TLSv1.1', minVersion: 'TLSv1.1' }, done));
// What it says is no TLS at all.
serve(keys, (port, done) => {
  const socket = net.connect(port, '127.0.0.1', () => socket.write('GET / HTTP/1.1\r\n\r\n'));
  socket.on('error', () => {});
  socket.on('close', done).resume();
});

process.on('exit', () => {
  assert.strictEqual(waiting, 0);
  assert.deepStrictEqual(told.filter((one) => one === 'secret'), ['secret', 'secret']);
  const errors = told.filter((one) => one !== 'secret').sort();
  for (const wanted of [
    'client UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'client ERR_TLS_CERT_ALTNAME_INVALID',
    'server ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE', 'server ERR_SSL_HTTP_REQUEST',
  ]) assert(errors.includes(wanted), `${wanted} is not in ${errors}`);
  assert(errors.some((one) => /^server ERR_SSL_(UNSUPPORTED_PROTOCOL|NO_)/.test(one)) ||
    errors.some((one) => /^client ERR_SSL_/.test(one)), errors.join());
});

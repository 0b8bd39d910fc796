'use strict';

// Contexts, names and keys that are none; versions that a method stands for; what is written at once arrives at once.

const assert = require('assert');
const tls = require('tls');
const { ca, server: keys } = require('./certificates');

assert.throws(() => tls.createSecurePair({}), { code: 'ERR_TLS_INVALID_CONTEXT' });
assert.throws(() => tls.connect({ minDHSize: 0 }), { code: 'ERR_INTERNAL_ASSERTION' });
tls.createSecureContext({ ca: false, cert: false, key: '', pfx: null });
const { context } = tls.createSecureContext();
assert.throws(() => Object.create(context)._external, TypeError);

let told = 0;
function refused(options, next) {
  const server = tls.createServer(options, () => assert.fail('nobody is let in'));
  server.on('tlsClientError', (error, socket) => {
    told++;
    next(error, socket);
    server.close();
  });
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address();
    tls.connect({ port, ca, servername: 'localhost', ...options.client }, () => assert.fail('not let in')).on('error', () => {});
  });
}
refused({ SNICallback: (name, callback) => callback(null, {}) }, (error, socket) => {
  assert.strictEqual(error.message, 'Invalid SNI context');
  assert.strictEqual(socket.servername, 'localhost');
});
refused({ SNICallback: (name, callback) => callback(null, tls.createSecureContext()) }, (error) => {
  assert.match(error.message, /passed a null parameter/);
});
refused({
  ...keys, secureProtocol: 'SSLv23_method', client: { secureProtocol: 'TLSv1_1_method', ciphers: 'DEFAULT@SECLEVEL=0' },
}, (error) => assert.strictEqual(error.code, 'ERR_SSL_UNSUPPORTED_PROTOCOL'));

// Two protocols over one connection: what comes behind the first one's words is for the next one.
const inner = tls.createServer(keys, (socket) => socket.end('inside'));
const outer = tls.createServer(keys, (socket) => {
  socket.on('data', (words) => {
    assert.strictEqual(words.toString(), 'START');
    inner.emit('connection', socket);
  });
});
outer.listen(0, '127.0.0.1', () => {
  const socket = tls.connect({ port: outer.address().port, ca, servername: 'localhost' }, () => {
    socket.write('START');
    const secure = tls.connect({ socket, ca, servername: 'localhost' });
    secure.setEncoding('utf8').on('data', (text) => {
      told++;
      assert.strictEqual(text, 'inside');
      secure.destroy();
      outer.close();
    });
  });
});
process.on('exit', () => assert.strictEqual(told, 4));

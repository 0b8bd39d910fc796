'use strict';

// Ends that share a key need no certificates; whoever has another key, or none, is refused.

const assert = require('assert');
const tls = require('tls');

const ciphers = 'PSK+HIGH:TLS_AES_128_GCM_SHA256';
const keys = { ann: Buffer.alloc(32, 'a'), bob: Buffer.alloc(16, 'b') };
const outcomes = [];

function meet(name, options, key, expected) {
  const server = tls.createServer({
    ciphers,
    pskIdentityHint: 'friends',
    pskCallback(socket, identity) {
      assert(socket instanceof tls.TLSSocket);
      return identity === 'ann' ? keys.ann : identity === 'bob' ? { psk: keys.bob } : null;
    },
  }, (socket) => socket.end('in'));
  server.listen(0, '127.0.0.1', () => {
    const done = (outcome) => {
      outcomes.push(outcome);
      assert.match(outcome, expected);
      server.close();
    };
    const socket = tls.connect({
      port: server.address().port,
      ciphers,
      checkServerIdentity: () => undefined,
      pskCallback(hint) {
        assert.strictEqual(hint, options.maxVersion === 'TLSv1.2' ? 'friends' : null);
        return key === null ? null : { psk: key, identity: name };
      },
      ...options,
    });
    socket.setEncoding('utf8').on('data', (text) => {
      assert.strictEqual(socket.authorized, true);
      assert.deepStrictEqual(socket.getPeerCertificate(), {});
      done(text);
    });
    socket.on('error', ({ code }) => done(code));
  });
}
for (const options of [{}, { maxVersion: 'TLSv1.2' }]) {
  meet('ann', options, keys.ann, /^in$/);
  meet('bob', options, keys.bob, /^in$/);
  meet('cid', options, keys.bob, /HANDSHAKE_FAILURE$|DECRYPT_ERROR$|UNKNOWN_PSK_IDENTITY$/);
  meet('ann', options, keys.bob, /ILLEGAL_PARAMETER$|BAD_RECORD_MAC$|DECRYPT_ERROR$/);
}
meet('ann', {}, null, /./);

const tooLong = tls.createServer({ ciphers, pskCallback() {}, pskIdentityHint: 'x'.repeat(512) });
tooLong.on('tlsClientError', (error) => {
  outcomes.push(error.code);
  tooLong.close();
});
tooLong.listen(0, '127.0.0.1', () => {
  tls.connect({ port: tooLong.address().port, ciphers, checkServerIdentity() {}, pskCallback() {} }).on('error', () => {});
});
process.on('exit', () => {
  assert.strictEqual(outcomes.length, 10);
  assert(outcomes.includes('ERR_TLS_PSK_SET_IDENTIY_HINT_FAILED'));
});

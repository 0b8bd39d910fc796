'use strict';

// A private key as large as its curve's order is none; ciphers of TLS need no tag here.

const assert = require('assert');
const crypto = require('crypto');

const order = '3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201' +
  '010420ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
assert.rejects(crypto.webcrypto.subtle.importKey('pkcs8', Buffer.from(order, 'hex'), algorithm, true, ['sign']),
               { name: 'DataError' });
const { privateKey } = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
crypto.webcrypto.subtle.importKey('pkcs8', privateKey.export({ format: 'der', type: 'pkcs8' }), algorithm, false, ['sign'])
  .then((key) => assert.strictEqual(key.type, 'private'));

if (crypto.getCiphers().includes('aes-128-cbc-hmac-sha1')) {
  crypto.createCipheriv('aes-128-cbc-hmac-sha1', Buffer.alloc(16), Buffer.alloc(16));
}
assert.throws(() => crypto.createSign('SHA1')._write(1, 'utf8', () => {}), { code: 'ERR_INVALID_ARG_TYPE', message: /"data"/ });

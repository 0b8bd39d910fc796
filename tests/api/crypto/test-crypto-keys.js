'use strict';

// Keys are made, written in each of their forms and read again as the same key.

const assert = require('assert');
const crypto = require('crypto');

const PAIRS = [
  ['rsa', { modulusLength: 1024 }], ['ec', { namedCurve: 'P-256' }], ['ed25519'], ['x25519'], ['ed448'],
];
for (const [type, options] of PAIRS) {
  const { publicKey, privateKey } = crypto.generateKeyPairSync(type, options);
  assert.strictEqual(publicKey.type, 'public');
  assert.strictEqual(privateKey.type, 'private');
  assert.strictEqual(privateKey.asymmetricKeyType, type);
  for (const format of ['pem', 'der', 'jwk']) {
    const writtenPublic = publicKey.export({ format, type: 'spki' });
    const writtenPrivate = privateKey.export({ format, type: 'pkcs8' });
    const readPublic = crypto.createPublicKey({ key: writtenPublic, format, type: 'spki' });
    const readPrivate = crypto.createPrivateKey({ key: writtenPrivate, format, type: 'pkcs8' });
    assert.strictEqual(readPublic.equals(publicKey), true, `${type} ${format}`);
    assert.strictEqual(readPrivate.equals(privateKey), true, `${type} ${format}`);
    assert.strictEqual(crypto.createPublicKey(readPrivate).equals(publicKey), true);
  }
  // With a passphrase.
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'secret' });
  assert.match(pem, /^-----BEGIN ENCRYPTED PRIVATE KEY-----/);
  assert(crypto.createPrivateKey({ key: pem, passphrase: 'secret' }).equals(privateKey));
  assert.throws(() => crypto.createPrivateKey(pem), { code: /^ERR_(MISSING_PASSPHRASE|OSSL_CRYPTO_INTERRUPTED_OR_CANCELLED)$/ });
  assert.throws(() => crypto.createPrivateKey({ key: pem, passphrase: 'wrong' }), Error);
}

const { publicKey: rsa } = crypto.generateKeyPairSync('rsa', { modulusLength: 1024 });
assert.deepStrictEqual(rsa.asymmetricKeyDetails, { modulusLength: 1024, publicExponent: 65537n });
assert.match(rsa.export({ format: 'pem', type: 'pkcs1' }), /^-----BEGIN RSA PUBLIC KEY-----/);

const secret = crypto.createSecretKey(Buffer.from('key'));
assert.strictEqual(secret.symmetricKeySize, 3);
assert.strictEqual(secret.export().toString(), 'key');
assert.deepStrictEqual(secret.export({ format: 'jwk' }), { kty: 'oct', k: 'a2V5' });
assert.strictEqual(secret.equals(crypto.createSecretKey('a2V5', 'base64')), true);
assert.strictEqual(crypto.generateKeySync('hmac', { length: 64 }).symmetricKeySize, 8);

let made = 0;
crypto.generateKeyPair('ec', {
  namedCurve: 'secp256k1',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'sec1', format: 'der' },
}, (error, publicKey, privateKey) => {
  assert.ifError(error);
  assert.match(publicKey, /^-----BEGIN PUBLIC KEY-----/);
  assert(Buffer.isBuffer(privateKey));
  made++;
});
process.on('exit', () => assert.strictEqual(made, 1));

for (const [call, code] of [
  [() => crypto.createPrivateKey('nonsense'), /^ERR_OSSL_/],
  [() => crypto.createPrivateKey(5), 'ERR_INVALID_ARG_TYPE'],
  [() => crypto.createPublicKey(secret), 'ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE'],
  [() => crypto.createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' }, format: 'jwk' }), 'ERR_CRYPTO_INVALID_JWK'],
  [() => rsa.export({ format: 'pem', type: 'sec1' }), 'ERR_INVALID_ARG_VALUE'],
  [() => crypto.generateKeyPairSync('no such'), 'ERR_INVALID_ARG_VALUE'],
  [() => crypto.generateKeyPairSync('ec', { namedCurve: 'no such' }), 'ERR_CRYPTO_INVALID_CURVE'],
  [() => crypto.generateKeyPairSync('rsa', {}), 'ERR_INVALID_ARG_TYPE'],
  [() => new crypto.KeyObject('secret', {}), 'ERR_INVALID_ARG_TYPE'],
  [() => crypto.createSecretKey(5), 'ERR_INVALID_ARG_TYPE'],
]) assert.throws(call, { code });

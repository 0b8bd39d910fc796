'use strict';

// What was signed is verified, by any of the ways; what was changed is not. RSA's encryption, too.

const assert = require('assert');
const crypto = require('crypto');

const data = Buffer.from('a message');
const changed = Buffer.from('a massage');
let calls = 0;

const rsa = crypto.generateKeyPairSync('rsa', { modulusLength: 1024 });
for (const [digest, { publicKey, privateKey }, options] of [
  ['sha256', rsa, {}],
  ['sha256', rsa, { padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: 20 }],
  ['sha512', crypto.generateKeyPairSync('ec', { namedCurve: 'P-384' }), {}],
  ['sha256', crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' }), { dsaEncoding: 'ieee-p1363' }],
  [null, crypto.generateKeyPairSync('ed25519'), {}],
]) {
  const verify = (message, signature) =>
    crypto.verify(digest, message, { key: publicKey, ...options }, signature);
  const signature = crypto.sign(digest, data, { key: privateKey, ...options });
  assert.strictEqual(verify(data, signature), true);
  assert.strictEqual(verify(changed, signature), false);
  assert.strictEqual(verify(data, signature.subarray(1)), false);
  if (options.dsaEncoding) assert.strictEqual(signature.length, 64);
  crypto.sign(digest, data, { key: privateKey, ...options }, (error, made) => {
    assert.ifError(error);
    crypto.verify(digest, data, { key: publicKey, ...options }, made, (failure, answer) => {
      assert.ifError(failure);
      assert.strictEqual(answer, true);
      calls++;
    });
  });
  if (digest === null) continue;
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const steps = crypto.createSign(digest).update('a ').update('message').sign({ key: pem, ...options }, 'hex');
  const check = crypto.createVerify(digest);
  check.write(data);
  check.end();
  assert.strictEqual(check.verify({ key: publicKey, ...options }, steps, 'hex'), true);
}

const sealed = crypto.publicEncrypt({ key: rsa.publicKey, oaepHash: 'sha256' }, data);
assert.deepStrictEqual(crypto.privateDecrypt({ key: rsa.privateKey, oaepHash: 'sha256' }, sealed), data);
assert.throws(() => crypto.privateDecrypt(rsa.privateKey, sealed), { code: /^ERR_OSSL_/ });
assert.deepStrictEqual(crypto.publicDecrypt(rsa.publicKey, crypto.privateEncrypt(rsa.privateKey, data)), data);

assert.throws(() => crypto.createSign('no such'), /Invalid digest/);
assert.throws(() => crypto.createSign('sha256').sign(), { code: 'ERR_CRYPTO_SIGN_KEY_REQUIRED' });
assert.throws(() => crypto.sign('sha256', data, rsa.publicKey), { code: 'ERR_CRYPTO_INVALID_KEY_OBJECT_TYPE' });
assert.throws(() => crypto.sign('no such', data, rsa.privateKey), { code: 'ERR_CRYPTO_INVALID_DIGEST' });
assert.throws(() => crypto.sign('sha256', data, { key: rsa.privateKey, padding: 'x' }), { code: 'ERR_INVALID_ARG_VALUE' });
process.on('exit', () => assert.strictEqual(calls, 5));

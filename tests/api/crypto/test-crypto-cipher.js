'use strict';

// What is encrypted is decrypted again; what was changed, or has another tag, is not.

const assert = require('assert');
const crypto = require('crypto');

const text = 'The quick brown fox jumps over the lazy dog. äöü €';
const bytes = (size) => Buffer.from(Array.from({ length: size }, (_, at) => at));

for (const [name, keySize, ivSize] of [
  ['aes-128-cbc', 16, 16], ['aes-256-ctr', 32, 16], ['aes-192-ecb', 24, 0], ['des-ede3-cbc', 24, 8],
]) {
  const iv = ivSize === 0 ? null : bytes(ivSize);
  const cipher = crypto.createCipheriv(name, bytes(keySize), iv);
  const secret = cipher.update(text, 'utf8', 'base64') + cipher.final('base64');
  const decipher = crypto.createDecipheriv(name, bytes(keySize), iv);
  assert.strictEqual(decipher.update(secret, 'base64', 'utf8') + decipher.final('utf8'), text, name);
}

// NIST SP 800-38A, F.2.1.
const fixed = crypto.createCipheriv('aes-128-cbc', Buffer.from('2b7e151628aed2a6abf7158809cf4f3c', 'hex'), bytes(16));
fixed.setAutoPadding(false);
assert.strictEqual(fixed.update('6bc1bee22e409f96e93d7e117393172a', 'hex', 'hex') + fixed.final('hex'),
  '7649abac8119b246cee98e9b12e9197d');

for (const [name, keySize, options] of [
  ['aes-256-gcm', 32], ['chacha20-poly1305', 32, { authTagLength: 16 }], ['aes-128-ccm', 16, { authTagLength: 12 }],
  ['aes-128-ocb', 16, { authTagLength: 16 }],
]) {
  const more = { plaintextLength: Buffer.byteLength(text) };
  const cipher = crypto.createCipheriv(name, bytes(keySize), bytes(12), options);
  cipher.setAAD(Buffer.from('header'), more);
  const secret = Buffer.concat([cipher.update(text), cipher.final()]);
  const tag = cipher.getAuthTag();
  assert.strictEqual(tag.length, options?.authTagLength ?? 16);
  const decrypt = (data, withTag) => {
    const decipher = crypto.createDecipheriv(name, bytes(keySize), bytes(12), options);
    decipher.setAuthTag(withTag);
    decipher.setAAD(Buffer.from('header'), { plaintextLength: data.length });
    return Buffer.concat([decipher.update(data), decipher.final()]).toString();
  };
  assert.strictEqual(decrypt(secret, tag), text, name);
  const changed = Buffer.from(secret);
  changed[3] ^= 1;
  assert.throws(() => decrypt(changed, tag), /authenticate/, name);
  const otherTag = Buffer.from(tag);
  otherTag[0] ^= 1;
  assert.throws(() => decrypt(secret, otherTag), /authenticate/, name);
}

const cbc = (key = 16, iv = 16) => crypto.createCipheriv('aes-128-cbc', bytes(key), bytes(iv));
assert.throws(() => cbc(15), { code: 'ERR_CRYPTO_INVALID_KEYLEN' });
assert.throws(() => cbc(16, 15), { code: 'ERR_CRYPTO_INVALID_IV' });
assert.throws(() => crypto.createCipheriv('no such', bytes(16), null), { code: 'ERR_CRYPTO_UNKNOWN_CIPHER' });
assert.throws(() => crypto.createCipheriv('aes-128-gcm', bytes(16), bytes(12), { authTagLength: 3 }),
  { code: 'ERR_CRYPTO_INVALID_AUTH_TAG' });
assert.throws(() => cbc().getAuthTag(), { code: 'ERR_CRYPTO_INVALID_STATE' });
const over = cbc();
over.final();
assert.throws(() => over.final(), { code: 'ERR_CRYPTO_INVALID_STATE' });
assert.throws(() => over.setAAD(bytes(1)), { code: 'ERR_CRYPTO_INVALID_STATE' });
const decipher = crypto.createDecipheriv('aes-128-cbc', bytes(16), bytes(16));
decipher.update(bytes(32));
assert.throws(() => decipher.final(), { code: /^ERR_OSSL_(EVP_)?BAD_DECRYPT$/ });

// As streams, one piped into the other.
const through = cbc();
const back = crypto.createDecipheriv('aes-128-cbc', bytes(16), bytes(16));
let read = '';
through.pipe(back).setEncoding('utf8').on('data', (more) => { read += more; });
through.end(text);
process.on('exit', () => assert.strictEqual(read, text));

assert(crypto.getCiphers().includes('aes-256-gcm'));
assert.deepStrictEqual({ ...crypto.getCipherInfo('aes-128-gcm') },
  { mode: 'gcm', name: 'id-aes128-gcm', nid: 895, blockSize: 1, ivLength: 12, keyLength: 16 });
assert.strictEqual(crypto.getCipherInfo('no such'), undefined);
assert.strictEqual(crypto.getCipherInfo('aes-128-cbc', { ivLength: 12 }), undefined);

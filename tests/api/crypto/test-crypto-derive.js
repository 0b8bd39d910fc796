'use strict';

// Derived keys are those of the RFCs, at once and by callback; bad parameters are refused.

const assert = require('assert');
const crypto = require('crypto');

const results = [];
const expect = (name, wanted) => (error, key) => {
  assert.ifError(error);
  assert.strictEqual(Buffer.from(key).toString('hex'), wanted);
  results.push(name);
};

// RFC 6070 (the second), RFC 7914 (the second, made smaller by its own parameters), RFC 5869 (the first).
const PBKDF2 = 'ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957';
assert.strictEqual(crypto.pbkdf2Sync('password', 'salt', 2, 20, 'sha1').toString('hex'), PBKDF2);
crypto.pbkdf2('password', 'salt', 2, 20, 'sha1', expect('pbkdf2', PBKDF2));

const SCRYPT = 'fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886' +
  'ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640';
const options = { cost: 1024, blockSize: 8, parallelization: 16 };
assert.strictEqual(crypto.scryptSync('password', 'NaCl', 64, options).toString('hex'), SCRYPT);
crypto.scrypt('password', 'NaCl', 64, { N: 1024, r: 8, p: 16 }, expect('scrypt', SCRYPT));
assert.throws(() => crypto.scryptSync('', '', 64, { N: 15 }),
  { code: /^ERR_CRYPTO_INVALID_SCRYPT_PARAMS$/ });
assert.throws(() => crypto.scryptSync('', '', 64, { N: 2 ** 20 }), /memory limit exceeded/i);

const HKDF = '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865';
const secret = Buffer.alloc(22, 0x0b);
const salt = Buffer.from('000102030405060708090a0b0c', 'hex');
const info = Buffer.from('f0f1f2f3f4f5f6f7f8f9', 'hex');
const derived = crypto.hkdfSync('sha256', secret, salt, info, 42);
assert(derived instanceof ArrayBuffer);
assert.strictEqual(Buffer.from(derived).toString('hex'), HKDF);
crypto.hkdf('sha256', crypto.createSecretKey(secret), salt, info, 42, expect('hkdf', HKDF));
// The third: no salt, no info.
assert.strictEqual(Buffer.from(crypto.hkdfSync('sha256', secret, '', '', 8)).toString('hex'), '8da4e775a563c18f');

for (const derive of [
  () => crypto.pbkdf2Sync('', '', 1, 1, 'no such'),
  () => crypto.pbkdf2('', '', 1, 1, 'no such', assert.fail),
  () => crypto.hkdfSync('no such', 'a', '', '', 1),
]) assert.throws(derive, { code: 'ERR_CRYPTO_INVALID_DIGEST' });
assert.throws(() => crypto.pbkdf2Sync('', '', 0, 1, 'sha1'), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => crypto.pbkdf2Sync('', '', 1, -1, 'sha1'), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => crypto.hkdfSync('sha256', 'a', '', '', 255 * 32 + 1),
  { code: 'ERR_CRYPTO_INVALID_KEYLEN' });

process.on('exit', () => assert.deepStrictEqual(results.sort(), ['hkdf', 'pbkdf2', 'scrypt']));

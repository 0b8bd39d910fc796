'use strict';

// Hashes and HMACs give what others give, by update() and as streams, and say when they are over.

const assert = require('assert');
const crypto = require('crypto');

const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

const sha256 = () => crypto.createHash('sha256');
assert.strictEqual(sha256().digest('hex'), EMPTY);
assert.strictEqual(sha256().update('a').update(Buffer.from('bc')).digest('hex'), ABC);
assert.strictEqual(sha256().update('616263', 'hex').digest().toString('hex'), ABC);
assert.strictEqual(crypto.createHash('RSA-SHA256').update('abc').digest('hex'), ABC);
assert.strictEqual(crypto.createHash('shake256', { outputLength: 8 }).digest('hex'), '46b9dd2b0ba88d13');
assert.strictEqual(crypto.createHash('shake128', { outputLength: 0 }).digest('hex'), '');

// A copy goes on from where it was made.
const one = sha256().update('a');
const other = one.copy();
one.update('bc');
assert.strictEqual(one.digest('hex'), ABC);
assert.strictEqual(other.update('bc').digest('hex'), ABC);
assert.throws(() => one.copy(), { code: 'ERR_CRYPTO_HASH_FINALIZED' });
assert.throws(() => one.update('x'), { code: 'ERR_CRYPTO_HASH_FINALIZED' });
assert.throws(() => one.digest(), { code: 'ERR_CRYPTO_HASH_FINALIZED' });

// RFC 4231, case 2.
const MAC = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
const data = 'what do ya want for nothing?';
assert.strictEqual(crypto.createHmac('sha256', 'Jefe').update(data).digest('hex'), MAC);
const key = crypto.createSecretKey(Buffer.from('Jefe'));
const mac = crypto.createHmac('sha256', key).update(data);
assert.strictEqual(mac.digest('hex'), MAC);
assert.strictEqual(mac.digest('hex'), '');

// As a stream.
const stream = sha256();
stream.setEncoding('hex');
let read = '';
stream.on('data', (text) => { read += text; });
stream.on('end', () => { read += '.'; });
stream.write('a');
stream.end('bc');
process.on('exit', () => assert.strictEqual(read, `${ABC}.`));

assert.throws(() => crypto.createHash('no such'), /Digest method not supported/);
assert.throws(() => crypto.createHash(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => sha256().update(5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => sha256().update('abc', 'hex'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => crypto.createHmac('no such', 'key'), { code: 'ERR_CRYPTO_INVALID_DIGEST' });
assert.throws(() => crypto.createHash('sha256', { outputLength: 31 }),
  { code: 'ERR_OSSL_EVP_NOT_XOF_OR_INVALID_LENGTH' });

const names = crypto.getHashes();
for (const name of ['sha1', 'sha256', 'md5', 'RSA-SHA256', 'sha3-512']) assert(names.includes(name), name);
names.length = 0;
assert(crypto.getHashes().length > 0);

assert.strictEqual(crypto.timingSafeEqual(Buffer.from('one'), Buffer.from('one')), true);
assert.strictEqual(crypto.timingSafeEqual(Buffer.from('one'), Buffer.from('two')), false);
assert.throws(() => crypto.timingSafeEqual(Buffer.from('one'), Buffer.from('three')),
  { code: 'ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH' });
assert.throws(() => crypto.timingSafeEqual('one', 'one'), { code: 'ERR_INVALID_ARG_TYPE' });

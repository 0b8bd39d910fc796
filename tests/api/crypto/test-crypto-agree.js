'use strict';

// Two ends come to the same secret; what is no key of the other end is refused. Primes are prime.

const assert = require('assert');
const crypto = require('crypto');

for (const make of [
  () => crypto.createECDH('prime256v1'), () => crypto.createDiffieHellmanGroup('modp5'),
]) {
  const one = make();
  const other = make();
  const key = one.generateKeys('hex');
  other.generateKeys();
  assert.deepStrictEqual(other.computeSecret(key, 'hex'), one.computeSecret(other.getPublicKey()));
}

const dh = crypto.createDiffieHellman(crypto.getDiffieHellman('modp14').getPrime(), 2);
assert.strictEqual(dh.verifyError, 0);
assert.strictEqual(dh.getGenerator('hex'), '02');
assert.throws(() => dh.getPublicKey(), { code: 'ERR_CRYPTO_INVALID_STATE' });
assert.throws(() => dh.computeSecret(Buffer.from([0])), Error);
assert.throws(() => crypto.createDiffieHellmanGroup('modp99'), { code: 'ERR_CRYPTO_UNKNOWN_DH_GROUP' });

const ecdh = crypto.createECDH('secp256k1');
ecdh.setPrivateKey('1'.padStart(64, '0'), 'hex');
const compressed = ecdh.getPublicKey('hex', 'compressed');
assert.strictEqual(compressed, '0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798');
assert.strictEqual(crypto.ECDH.convertKey(ecdh.getPublicKey(), 'secp256k1', undefined, 'hex', 'compressed'), compressed);
assert.throws(() => ecdh.computeSecret(Buffer.alloc(33, 5)), { code: 'ERR_CRYPTO_ECDH_INVALID_PUBLIC_KEY' });
assert.throws(() => ecdh.setPrivateKey(Buffer.alloc(32)), { code: 'ERR_CRYPTO_INVALID_KEYTYPE' });
assert.throws(() => ecdh.getPublicKey('hex', 'other'), { code: 'ERR_CRYPTO_ECDH_INVALID_FORMAT' });
assert.throws(() => crypto.createECDH('no such'), { code: 'ERR_CRYPTO_INVALID_CURVE' });
assert(crypto.getCurves().includes('prime256v1'));

const [one, other] = ['x25519', 'x25519'].map((type) => crypto.generateKeyPairSync(type));
assert.deepStrictEqual(
  crypto.diffieHellman({ privateKey: one.privateKey, publicKey: other.publicKey }),
  crypto.diffieHellman({ privateKey: other.privateKey, publicKey: one.publicKey }));
const edwards = crypto.generateKeyPairSync('ed25519');
assert.throws(() => crypto.diffieHellman({ privateKey: one.privateKey, publicKey: edwards.publicKey }),
  { code: 'ERR_CRYPTO_INCOMPATIBLE_KEY' });

const prime = crypto.generatePrimeSync(64, { bigint: true });
assert.strictEqual(crypto.checkPrimeSync(prime), true);
assert.strictEqual(crypto.checkPrimeSync(prime * 2n), false);
assert.strictEqual(crypto.generatePrimeSync(32, { add: 12n, rem: 11n, bigint: true }) % 12n, 11n);
assert.throws(() => crypto.generatePrimeSync(8, { add: 1024n }), { code: 'ERR_OUT_OF_RANGE' });
let checked = false;
crypto.generatePrime(48, (error, bytes) => {
  assert.ifError(error);
  assert(bytes instanceof ArrayBuffer);
  crypto.checkPrime(bytes, (failure, answer) => {
    assert.ifError(failure);
    checked = answer;
  });
});
process.on('exit', () => assert.strictEqual(checked, true));

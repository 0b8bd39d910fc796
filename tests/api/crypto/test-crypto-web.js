'use strict';

// The Web Cryptography API: keys are made, carried, and used for what they may be used for.

const assert = require('assert');
const { subtle } = globalThis.crypto;

const text = Buffer.from('a message that is longer than one block of a cipher');

async function encrypts(making, parameters) {
  const made = await subtle.generateKey(making, true, ['encrypt', 'decrypt']);
  const { publicKey = made, privateKey = made } = made;
  const secret = await subtle.encrypt(parameters, publicKey, text);
  assert(secret instanceof ArrayBuffer);
  assert.deepStrictEqual(Buffer.from(await subtle.decrypt(parameters, privateKey, secret)), text);
  new Uint8Array(secret)[0] ^= 1;
  if (making.name === 'AES-GCM') {
    await assert.rejects(subtle.decrypt(parameters, privateKey, secret), { name: 'OperationError' });
  }
}

async function signs(making, parameters) {
  const made = await subtle.generateKey(making, true, ['sign', 'verify']);
  const { publicKey = made, privateKey = made } = made;
  const signature = await subtle.sign(parameters, privateKey, text);
  assert.strictEqual(await subtle.verify(parameters, publicKey, signature, text), true);
  assert.strictEqual(await subtle.verify(parameters, publicKey, signature, Buffer.from('other')), false);
  const jwk = await subtle.exportKey('jwk', privateKey);
  const again = await subtle.importKey('jwk', jwk, making, false, ['sign']);
  assert.strictEqual(await subtle.verify(parameters, publicKey, await subtle.sign(parameters, again, text), text), true);
  await assert.rejects(subtle.exportKey('jwk', again), { name: /^InvalidAccess/ });
}

async function main() {
  const counter = Buffer.alloc(16, 0xff);  // Begins anew at once.
  await Promise.all([
    encrypts({ name: 'AES-GCM', length: 256 }, { name: 'AES-GCM', iv: Buffer.alloc(12), additionalData: text }),
    encrypts({ name: 'AES-CBC', length: 128 }, { name: 'AES-CBC', iv: Buffer.alloc(16) }),
    encrypts({ name: 'AES-CTR', length: 192 }, { name: 'aes-ctr', counter, length: 64 }),
    encrypts({ name: 'RSA-OAEP', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-1' },
      { name: 'RSA-OAEP' }),
    signs({ name: 'HMAC', hash: 'SHA-256' }, 'HMAC'),
    signs({ name: 'ECDSA', namedCurve: 'P-256' }, { name: 'ECDSA', hash: 'SHA-384' }),
    signs({ name: 'Ed25519' }, 'Ed25519'),
    signs({ name: 'RSA-PSS', modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-256' },
      { name: 'RSA-PSS', saltLength: 16 }),
  ]);

  assert.strictEqual(Buffer.from(await subtle.digest('SHA-256', Buffer.from('abc'))).toString('hex'),
    'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');

  const password = await subtle.importKey('raw', Buffer.from('password'), 'PBKDF2', false, ['deriveBits', 'deriveKey']);
  const parameters = { name: 'PBKDF2', hash: 'SHA-1', salt: Buffer.from('salt'), iterations: 2 };
  assert.strictEqual(Buffer.from(await subtle.deriveBits(parameters, password, 160)).toString('hex'),
    'ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957');
  const wrapping = await subtle.deriveKey(parameters, password, { name: 'AES-KW', length: 128 }, true, ['wrapKey', 'unwrapKey']);

  const mac = await subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, true, ['sign']);
  const wrapped = await subtle.wrapKey('raw', mac, wrapping, 'AES-KW');
  const unwrapped = await subtle.unwrapKey('raw', wrapped, wrapping, 'AES-KW', { name: 'HMAC', hash: 'SHA-256' }, true, ['sign']);
  assert.deepStrictEqual(await subtle.exportKey('raw', unwrapped), await subtle.exportKey('raw', mac));

  const [one, other] = await Promise.all(['X25519', 'X25519'].map((name) =>
    subtle.generateKey({ name }, false, ['deriveBits'])));
  assert.deepStrictEqual(
    await subtle.deriveBits({ name: 'X25519', public: other.publicKey }, one.privateKey, 128),
    await subtle.deriveBits({ name: 'X25519', public: one.publicKey }, other.privateKey, 128));

  await assert.rejects(subtle.digest('MD5', text), { name: 'NotSupportedError' });
  await assert.rejects(subtle.generateKey({ name: 'AES-GCM', length: 100 }, true, ['encrypt']), { name: 'OperationError' });
  await assert.rejects(subtle.generateKey({ name: 'AES-GCM', length: 128 }, true, ['sign']), { name: 'SyntaxError' });
  await assert.rejects(subtle.sign('HMAC', wrapping, text), { name: 'InvalidAccessError' });
  await assert.rejects(subtle.importKey('raw', Buffer.alloc(5), 'AES-GCM', true, ['encrypt']), { name: 'DataError' });
}

let finished = false;
main().then(() => { finished = true; });
process.on('exit', () => assert.strictEqual(finished, true));

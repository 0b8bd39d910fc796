'use strict';

// Keys and certificates cross to another thread as what they are.

const assert = require('assert');
const crypto = require('crypto');
const { MessageChannel, Worker, receiveMessageOnPort } = require('worker_threads');

const { port1, port2 } = new MessageChannel();
function cross(value) {
  port1.postMessage({ value });
  return receiveMessageOnPort(port2).message.value;
}

const secret = crypto.createSecretKey(Buffer.from('key'));
const copy = cross(secret);
assert(copy instanceof crypto.KeyObject);
assert.notStrictEqual(copy, secret);
assert.strictEqual(copy.equals(secret), true);

for (const [type, options] of [['rsa', { modulusLength: 1024 }], ['rsa-pss', { modulusLength: 1024, saltLength: 16 }],
                               ['ec', { namedCurve: 'P-384' }], ['x448']]) {
  const { publicKey, privateKey } = crypto.generateKeyPairSync(type, options);
  for (const key of [publicKey, privateKey]) {
    const crossed = cross(key);
    assert.strictEqual(crossed.type, key.type);
    assert.strictEqual(crossed.equals(key), true, `${type} ${key.type}`);
    assert.deepStrictEqual(crossed.asymmetricKeyDetails, key.asymmetricKeyDetails);
  }
}
port1.close();

const { subtle } = crypto.webcrypto;
const worker = new Worker(`
  const { parentPort } = require('worker_threads');
  parentPort.once('message', async (key) => {
    const { type, algorithm, usages, extractable } = key;
    const signature = await crypto.subtle.sign('HMAC', key, Buffer.from('some data'));
    await crypto.subtle.exportKey('raw', key).catch(() => {
      parentPort.postMessage({ type, algorithm, usages, extractable, signature });
    });
  });`, { eval: true });
(async () => {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await subtle.importKey('raw', Buffer.alloc(32, 1), algorithm, false, ['sign', 'verify']);
  worker.once('message', async ({ signature, ...facts }) => {
    assert.deepStrictEqual(facts, {
      type: 'secret', algorithm: key.algorithm, usages: ['sign', 'verify'], extractable: false,
    });
    assert.strictEqual(await subtle.verify('HMAC', key, signature, Buffer.from('some data')), true);
  });
  worker.postMessage(key);
})();

'use strict';
// SPDX-License-Identifier: MIT
// A bad exponent of RSA is told before missing usages; a private JWK's public half must be its own.

const assert = require('assert');
const { subtle } = globalThis.crypto;

async function refusesExponents() {
  for (const exponent of [[], [1], [2], [1, 0, 0]]) {
    const algorithm = {
      name: 'RSA-PSS', hash: 'SHA-256', modulusLength: 1024, publicExponent: new Uint8Array(exponent),
    };
    await assert.rejects(subtle.generateKey(algorithm, false, []), { name: 'OperationError' });
    await assert.rejects(subtle.generateKey(algorithm, false, ['encrypt']), { name: 'SyntaxError' });
  }
}

async function refusesOthers(name, usages) {
  const make = async () => subtle.exportKey('jwk', (await subtle.generateKey(name, true, usages)).privateKey);
  const jwk = await make();
  const wanted = jwk.key_ops;
  const key = await subtle.importKey('jwk', jwk, name, true, wanted);
  assert.deepStrictEqual((await subtle.exportKey('jwk', key)).x, jwk.x);
  const { x } = await make();
  await assert.rejects(subtle.importKey('jwk', { ...jwk, x }, name, true, wanted), { name: 'DataError' });
}

refusesExponents();
refusesOthers('Ed25519', ['sign', 'verify']);
refusesOthers('X25519', ['deriveBits']);

'use strict';

// Random bytes fill what they are asked to fill, and nothing else; numbers stay in their range.

const assert = require('assert');
const crypto = require('crypto');

assert.strictEqual(crypto.randomBytes(16).length, 16);
assert.notDeepStrictEqual(crypto.randomBytes(16), crypto.randomBytes(16));
assert.strictEqual(crypto.randomBytes(0).length, 0);

const part = crypto.randomFillSync(new Uint32Array(8), 2, 4);
assert.deepStrictEqual([...part].map((number, at) => (at < 2 || at > 5 ? number === 0 : true)),
  Array(8).fill(true));
assert.throws(() => crypto.randomFillSync(Buffer.alloc(4), 5), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => crypto.randomFillSync(Buffer.alloc(4), 1, 4), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => crypto.randomBytes(-1), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => crypto.randomBytes('5'), { code: 'ERR_INVALID_ARG_TYPE' });

let calls = 0;
crypto.randomBytes(4096, (error, bytes) => {
  assert.strictEqual(error, null);
  assert(bytes.some((byte) => byte !== 0));
  calls++;
});
crypto.randomFill(new Uint8Array(8), 4, (error, bytes) => {
  assert.strictEqual(error, null);
  assert.deepStrictEqual([...bytes.subarray(0, 4)], [0, 0, 0, 0]);
  calls++;
});
crypto.randomInt(5, (error, number) => {
  assert(number >= 0 && number < 5);
  calls++;
});
process.on('exit', () => assert.strictEqual(calls, 3));

const seen = new Set();
for (let i = 0; i < 500; i++) seen.add(crypto.randomInt(-2, 2));
assert.deepStrictEqual([...seen].sort((a, b) => a - b), [-2, -1, 0, 1]);
assert.throws(() => crypto.randomInt(3, 3), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => crypto.randomInt(0.5), { code: 'ERR_INVALID_ARG_TYPE' });

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const uuids = Array.from({ length: 300 }, (_, at) => crypto.randomUUID({ disableEntropyCache: at % 2 === 0 }));
for (const uuid of uuids) assert.match(uuid, UUID);
assert.strictEqual(new Set(uuids).size, uuids.length);
assert.throws(() => crypto.randomUUID({ disableEntropyCache: 1 }), { code: 'ERR_INVALID_ARG_TYPE' });

// The web's.
const { crypto: web } = globalThis;
assert.match(web.randomUUID(), UUID);
assert(web.getRandomValues(new Uint16Array(64)).some((number) => number !== 0));
assert.throws(() => web.getRandomValues(new Float32Array(4)), { name: 'TypeMismatchError' });
assert.throws(() => web.getRandomValues(new Uint8Array(65537)), { name: 'QuotaExceededError' });

'use strict';

// Small buffers share a slab of Buffer.poolSize bytes at multiples of eight; large ones, zeroed ones
// and slow ones have memory of their own.

const assert = require('assert');

assert.strictEqual(Buffer.poolSize, 8192);

const first = Buffer.allocUnsafe(10);
const second = Buffer.allocUnsafe(10);
assert.strictEqual(first.buffer.byteLength, Buffer.poolSize);
assert.strictEqual(first.byteOffset % 8, 0);
assert.strictEqual(second.byteOffset % 8, 0);
assert.strictEqual(Buffer.from('text').buffer.byteLength, Buffer.poolSize);

first.fill(1);
second.fill(2);
assert.ok(first.every((byte) => byte === 1));

assert.strictEqual(Buffer.alloc(10).buffer.byteLength, 10);
assert.strictEqual(Buffer.allocUnsafeSlow(10).buffer.byteLength, 10);
assert.strictEqual(Buffer.allocUnsafe(4096).buffer.byteLength, 4096);
assert.strictEqual(Buffer.from('x'.repeat(5000)).buffer.byteLength, 5000);

'use strict';

// from() takes strings, arrays, buffers (copied), ArrayBuffers (shared), JSON and objects that turn
// into one of these, and nothing else.

const assert = require('assert');

const bytes = (...args) => [...Buffer.from(...args)];

assert.deepStrictEqual(bytes('aé'), [0x61, 0xc3, 0xa9]);
assert.deepStrictEqual(bytes('ff00', 'hex'), [255, 0]);
assert.deepStrictEqual(bytes([1, 256, -1, '3', 'x', 1.9]), [1, 0, 255, 3, 0, 1]);
assert.deepStrictEqual(bytes({ length: 2, 0: 5, 1: 6 }), [5, 6]);
assert.deepStrictEqual(bytes({ length: '2' }), []);
assert.deepStrictEqual(bytes(new Uint16Array([1, 257])), [1, 1]);
assert.deepStrictEqual(bytes(JSON.parse(JSON.stringify(Buffer.from([1, 2])))), [1, 2]);
assert.deepStrictEqual(bytes(new String('abc')), [0x61, 0x62, 0x63]);
assert.deepStrictEqual(bytes({ [Symbol.toPrimitive]: () => 'a' }), [0x61]);
assert.deepStrictEqual(bytes({ valueOf: () => [9] }), [9]);

const original = Buffer.from('abc');
const copy = Buffer.from(original);
copy[0] = 0;
assert.strictEqual(original.toString(), 'abc');

const memory = new ArrayBuffer(8);
const shared = Buffer.from(memory, 2, 3);
shared[0] = 7;
assert.strictEqual(new Uint8Array(memory)[2], 7);
assert.strictEqual(shared.length, 3);
assert.strictEqual(Buffer.from(memory, 2).length, 6);
assert.throws(() => Buffer.from(memory, 9), { code: 'ERR_BUFFER_OUT_OF_BOUNDS' });
assert.throws(() => Buffer.from(memory, 2, 7), { code: 'ERR_BUFFER_OUT_OF_BOUNDS' });

for (const value of [undefined, null, 5, true, Symbol('s'), () => {}, {}, 5n]) {
  assert.throws(() => Buffer.from(value), { code: 'ERR_INVALID_ARG_TYPE', name: 'TypeError' });
}
assert.throws(() => Buffer.from('a', 'utf7'), { code: 'ERR_UNKNOWN_ENCODING' });

'use strict';

// slice() and subarray() share memory; typed array methods give buffers.

const assert = require('assert');

const buffer = Buffer.from('abcdef');
for (const method of ['slice', 'subarray']) {
  for (const [args, text] of [
    [[], 'abcdef'], [[2], 'cdef'], [[-2], 'ef'], [[1, -1], 'bcde'], [[4, 2], ''],
    [[-100, 100], 'abcdef'], [['1', '3'], 'bc'], [[1.9, 3.9], 'bc'], [[NaN], 'abcdef'],
  ]) {
    const view = buffer[method](...args);
    assert.ok(Buffer.isBuffer(view));
    assert.strictEqual(view.toString(), text);
    assert.strictEqual(view.buffer, buffer.buffer);
  }
}
buffer.slice(1, 2)[0] = 0x7a;
assert.strictEqual(buffer.toString(), 'azcdef');
assert.ok(Buffer.isBuffer(buffer.map((byte) => byte + 1)));
assert.ok(Buffer.isBuffer(buffer.filter((byte) => byte > 99)));
assert.strictEqual(buffer.parent, buffer.buffer);
assert.strictEqual(buffer.offset, buffer.byteOffset);
assert.ok(Buffer.of(1, 2) instanceof Uint8Array);
assert.ok(!Buffer.isBuffer(new Uint8Array(1)));

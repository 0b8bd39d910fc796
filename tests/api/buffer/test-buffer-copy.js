'use strict';

// copy() moves as much as fits, also within one buffer.

const assert = require('assert');

const source = Buffer.from('abcdef');
const copied = (...args) => {
  const target = Buffer.alloc(4, '.');
  return [source.copy(target, ...args), target.toString()];
};
assert.deepStrictEqual(copied(), [4, 'abcd']);
assert.deepStrictEqual(copied(1), [3, '.abc']);
assert.deepStrictEqual(copied(1, 4), [2, '.ef.']);
assert.deepStrictEqual(copied(0, 1, 3), [2, 'bc..']);
assert.deepStrictEqual(copied(0, 3, 1), [0, '....']);
assert.deepStrictEqual(copied(9), [0, '....']);
assert.deepStrictEqual(copied(0, 0, 100), [4, 'abcd']);
assert.throws(() => copied(-1), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => copied(0, 7), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => copied(0, 0, -1), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => source.copy('x'), { code: 'ERR_INVALID_ARG_TYPE' });

const moved = Buffer.from('abcdef');
moved.copy(moved, 2, 0, 4);
assert.strictEqual(moved.toString(), 'ababcd');
const plain = new Uint8Array(3);
source.copy(plain, 1);
assert.deepStrictEqual([...plain], [0, 0x61, 0x62]);

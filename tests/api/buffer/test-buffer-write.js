'use strict';

// write() fits its arguments in every combination, never splits a character and touches no byte
// beyond what it says it wrote.

const assert = require('assert');

const written = (size, ...args) => {
  const buffer = Buffer.alloc(size, '.');
  return [buffer.write(...args), buffer.toString('latin1')];
};

assert.deepStrictEqual(written(5, 'abc'), [3, 'abc..']);
assert.deepStrictEqual(written(5, 'abc', 1), [3, '.abc.']);
assert.deepStrictEqual(written(5, 'abc', 1, 2), [2, '.ab..']);
assert.deepStrictEqual(written(5, 'abc', 3), [2, '...ab']);
assert.deepStrictEqual(written(5, '6162', 'hex'), [2, 'ab...']);
assert.deepStrictEqual(written(5, '6162', 2, 'hex'), [2, '..ab.']);
assert.deepStrictEqual(written(5, '6162', 2, 1, 'hex'), [1, '..a..']);
assert.deepStrictEqual(written(5, 'ab', 1, 'utf16le'), [4, '.a\0b\0']);
assert.deepStrictEqual(written(4, 'aéé'), [3, 'a\xc3\xa9.']);
assert.deepStrictEqual(written(3, '😀'), [0, '...']);
assert.deepStrictEqual(written(3, 'ab', 'utf16le'), [2, 'a\0.']);

const buffer = Buffer.alloc(4);
assert.throws(() => buffer.write('a', 5), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => buffer.write('a', -1), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => buffer.write('a', 0, 9), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => buffer.write('a', 'utf7'), { code: 'ERR_UNKNOWN_ENCODING' });
assert.throws(() => buffer.write(5), { code: 'ERR_INVALID_ARG_TYPE' });

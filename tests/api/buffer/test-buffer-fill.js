'use strict';

// fill() repeats bytes, texts and numbers over a range.

const assert = require('assert');

const filled = (...args) => Buffer.alloc(6, '.').fill(...args).toString('latin1');

assert.strictEqual(filled('ab'), 'ababab');
assert.strictEqual(filled('abcdefgh'), 'abcdef');
assert.strictEqual(filled('é'), '\xc3\xa9\xc3\xa9\xc3\xa9');
assert.strictEqual(filled('é', 'latin1'), '\xe9\xe9\xe9\xe9\xe9\xe9');
assert.strictEqual(filled('漢', 4), '....\xe6\xbc');
assert.strictEqual(filled('6162', 'hex'), 'ababab');
assert.strictEqual(filled('ab', 1, 4), '.aba..');
assert.strictEqual(filled('6162', 2, 5, 'hex'), '..aba.');
assert.strictEqual(filled(0x161), 'aaaaaa');
assert.strictEqual(filled(''), '\0\0\0\0\0\0');
assert.strictEqual(filled(Buffer.from('xyz'), 2), '..xyzx');
assert.strictEqual(filled('a', 4, 2), '......');

const buffer = Buffer.alloc(4);
assert.throws(() => buffer.fill('a', -1), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => buffer.fill('a', 0, 5), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => buffer.fill('a', 0, 2, 'utf7'), { code: 'ERR_UNKNOWN_ENCODING' });
assert.throws(() => buffer.fill('a', 0, 2, 5), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => buffer.fill('zz', 'hex'), { code: 'ERR_INVALID_ARG_VALUE' });
assert.throws(() => buffer.fill(Buffer.alloc(0)), { code: 'ERR_INVALID_ARG_VALUE' });

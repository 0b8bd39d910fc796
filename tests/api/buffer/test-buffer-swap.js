'use strict';

// swap16(), swap32() and swap64() turn groups of bytes around in place.

const assert = require('assert');

const make = () => Buffer.from([1, 2, 3, 4, 5, 6, 7, 8]);
assert.deepStrictEqual([...make().swap16()], [2, 1, 4, 3, 6, 5, 8, 7]);
assert.deepStrictEqual([...make().swap32()], [4, 3, 2, 1, 8, 7, 6, 5]);
assert.deepStrictEqual([...make().swap64()], [8, 7, 6, 5, 4, 3, 2, 1]);
assert.deepStrictEqual([...make().subarray(1, 5).swap16()], [3, 2, 5, 4]);
const code = 'ERR_INVALID_BUFFER_SIZE';
assert.throws(() => Buffer.alloc(3).swap16(), { code });
assert.throws(() => Buffer.alloc(6).swap32(), { code });
assert.throws(() => Buffer.alloc(12).swap64(), { code });

'use strict';

// concat() joins buffers, cut or filled with zeroes to the length asked for.

const assert = require('assert');

const parts = [Buffer.from('ab'), new Uint8Array([0x63]), Buffer.from('def')];
assert.strictEqual(Buffer.concat(parts).toString(), 'abcdef');
assert.strictEqual(Buffer.concat(parts, 4).toString(), 'abcd');
assert.strictEqual(Buffer.concat(parts, 8).toString(), 'abcdef\0\0');
assert.strictEqual(Buffer.concat([]).length, 0);
assert.strictEqual(Buffer.concat([Buffer.alloc(9000, 'x'), parts[0]]).length, 9002);
assert.throws(() => Buffer.concat(parts[0]), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => Buffer.concat(['a']), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => Buffer.concat(parts, -1), { code: 'ERR_OUT_OF_RANGE' });

'use strict';

// indexOf(), lastIndexOf() and includes() find bytes, texts and buffers, from either end.

const assert = require('assert');

const buffer = Buffer.from('this is a buffer, this is');
assert.strictEqual(buffer.indexOf('is'), 2);
assert.strictEqual(buffer.indexOf('is', 3), 5);
assert.strictEqual(buffer.indexOf('is', -2), 23);
assert.strictEqual(buffer.lastIndexOf('this'), 18);
assert.strictEqual(buffer.lastIndexOf('this', -9), 0);
assert.strictEqual(buffer.lastIndexOf('this', 17), 0);
assert.strictEqual(buffer.indexOf(98), 10);
assert.strictEqual(buffer.indexOf(98 + 256), 10);
assert.strictEqual(buffer.indexOf(Buffer.from('buffer')), 10);
assert.strictEqual(buffer.indexOf(new Uint8Array([32, 97])), 7);
assert.strictEqual(buffer.indexOf('absent'), -1);
assert.strictEqual(buffer.indexOf(''), 0);
assert.strictEqual(buffer.indexOf('', 100), buffer.length);
assert.strictEqual(buffer.lastIndexOf(''), buffer.length);
assert.strictEqual(buffer.indexOf('7468', 'hex'), 0);
assert.strictEqual(buffer.indexOf('dGhpcw==', 1, 'base64'), 18);
assert.ok(buffer.includes('buffer') && !buffer.includes('buffer', 11));

const wide = Buffer.from('abcabc', 'utf16le');
assert.strictEqual(wide.indexOf('c', 'utf16le'), 4);
assert.strictEqual(wide.lastIndexOf('c', 'utf16le'), 10);
assert.strictEqual(Buffer.from([1, 0x61, 0, 2]).indexOf('a', 'utf16le'), -1);

assert.throws(() => buffer.indexOf({}), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => buffer.indexOf('a', 0, 'utf7'), { code: 'ERR_UNKNOWN_ENCODING' });

'use strict';

// What is incomplete waits, is told by lastNeed and lastTotal, and end() gives what it is worth.

const assert = require('assert');
const { StringDecoder } = require('string_decoder');

const utf8 = new StringDecoder();
assert.strictEqual(utf8.encoding, 'utf8');
assert.strictEqual(utf8.write(Buffer.from('61e6bc', 'hex')), 'a');
assert.strictEqual(utf8.lastNeed, 1);
assert.strictEqual(utf8.lastTotal, 3);
assert.strictEqual(utf8.write(Buffer.from('a2', 'hex')), '漢');
assert.strictEqual(utf8.write(Buffer.from('f09f', 'hex')), '');
assert.strictEqual(utf8.write(Buffer.from('62', 'hex')), '\ufffdb');
utf8.write(Buffer.from('e6', 'hex'));
assert.strictEqual(utf8.end(), '\ufffd');
assert.strictEqual(utf8.end(), '');

const utf16 = new StringDecoder('ucs2');
assert.strictEqual(utf16.write(Buffer.from('61', 'hex')), '');
assert.strictEqual(utf16.lastNeed, 1);
assert.strictEqual(utf16.write(Buffer.from('003dd8', 'hex')), 'a');
assert.strictEqual(utf16.lastNeed, 2);
assert.strictEqual(utf16.write(Buffer.from('00de', 'hex')), '😀');
assert.strictEqual(utf16.end(Buffer.from('610062', 'hex')), 'a');

assert.strictEqual(new StringDecoder('base64').write(Buffer.from('abcd')), 'YWJj');
assert.strictEqual(new StringDecoder().write('text'), 'text');
assert.throws(() => new StringDecoder('utf7'), { code: 'ERR_UNKNOWN_ENCODING' });
assert.throws(() => new StringDecoder().write(5), { code: 'ERR_INVALID_ARG_TYPE' });

'use strict';

// Text becomes UTF-8, in new memory or in given one, never a part of a character.

const assert = require('assert');

const encoder = new TextEncoder();
assert.deepStrictEqual(encoder.encode('é\ud800'), new Uint8Array([0xc3, 0xa9, 0xef, 0xbf, 0xbd]));
assert.strictEqual(Object.getPrototypeOf(encoder.encode('a')), Uint8Array.prototype);
const room = new Uint8Array(4);
assert.deepStrictEqual(encoder.encodeInto('aé漢', room), { read: 2, written: 3 });
assert.deepStrictEqual(room, new Uint8Array([0x61, 0xc3, 0xa9, 0]));
assert.throws(() => encoder.encodeInto('a', []), { code: 'ERR_INVALID_ARG_TYPE' });

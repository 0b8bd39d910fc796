'use strict';
// SPDX-License-Identifier: MIT
// To a TextDecoder a buffer that was moved away is an empty one.

const assert = require('assert');

const buffer = new Uint8Array([65, 66]).buffer;
const view = new Uint8Array(buffer, 1);
structuredClone(buffer, { transfer: [buffer] });
const decoder = new TextDecoder();
assert.strictEqual(decoder.decode(buffer), '');
assert.strictEqual(decoder.decode(view), '');
decoder.decode(new Uint8Array([0xe2, 0x82]), { stream: true });
assert.strictEqual(decoder.decode(buffer, { stream: true }), '');
assert.strictEqual(decoder.decode(new Uint8Array([0xac])), '\u20ac');

'use strict';

// The rest of the module: constants, transcode(), isAscii(), atob(), btoa(), copyBytesFrom().

const assert = require('assert');
const buffer = require('buffer');

assert.strictEqual(buffer.Buffer, Buffer);
assert.strictEqual(buffer.kMaxLength, buffer.constants.MAX_LENGTH);
assert.strictEqual(buffer.kStringMaxLength, buffer.constants.MAX_STRING_LENGTH);

const transcoded = (text, from, to) =>
  buffer.transcode(Buffer.from(text, from), from, to).toString('latin1');
assert.strictEqual(transcoded('€é', 'utf8', 'latin1'), '?\xe9');
assert.strictEqual(transcoded('é', 'utf8', 'ascii'), '?');
assert.strictEqual(transcoded('é', 'latin1', 'utf8'), '\xc3\xa9');
assert.strictEqual(transcoded('a', 'utf8', 'utf16le'), 'a\0');
assert.throws(() => transcoded('a', 'utf8', 'hex'), { code: 'U_ILLEGAL_ARGUMENT_ERROR' });

assert.ok(buffer.isAscii(Buffer.from('abc')));
assert.ok(!buffer.isAscii(new Uint8Array([0x80])));
assert.throws(() => buffer.isAscii('abc'), { code: 'ERR_INVALID_ARG_TYPE' });

assert.strictEqual(buffer.btoa('\xff'), '/w==');
assert.strictEqual(buffer.atob(' /w = ='), '\xff');
for (const text of ['a', 'YQ=', '*', 'YW-j']) {
  assert.throws(() => buffer.atob(text), { name: 'InvalidCharacterError', code: 5 });
}
assert.throws(() => buffer.btoa('漢'), { name: 'InvalidCharacterError' });

assert.strictEqual(
  Buffer.copyBytesFrom(new Uint16Array([1, 2, 3]), 1, 1).readUInt16LE(), 2);

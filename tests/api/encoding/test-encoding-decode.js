'use strict';

// Text comes out of bytes in many encodings, whole or in parts.

const assert = require('assert');

const decode = (label, bytes) => new TextDecoder(label).decode(new Uint8Array(bytes));
assert.strictEqual(decode('gb18030', [0xc4, 0xe3, 0xba, 0xc3]), '你好');
assert.strictEqual(decode('GBK', [0xc4, 0xe3, 0x80]), '你€');
assert.strictEqual(decode('big5', [0xa7, 0x41, 0xa6, 0x6e]), '你好');
assert.strictEqual(decode('sjis', [0x82, 0xb1, 0x82, 0xf1]), 'こん');
assert.strictEqual(decode('euc-kr', [0xbe, 0xc8]), '안');
assert.strictEqual(decode('windows-1251', [0xcf, 0xf0]), 'Пр');
assert.strictEqual(decode('latin2', [0xb1, 0xe9]), 'ąé');
assert.strictEqual(decode('utf-16be', [0xfe, 0xff, 0, 0x41]), 'A');
assert.strictEqual(decode('utf-8', [0xef, 0xbb, 0xbf, 0x41, 0xff, 0xe2, 0x82]), 'A\ufffd\ufffd');
assert.throws(() => new TextDecoder('no such'), { code: 'ERR_ENCODING_NOT_SUPPORTED' });
assert.throws(() => new TextDecoder('utf8', { fatal: true }).decode(new Uint8Array([0xff])),
              { code: 'ERR_ENCODING_INVALID_ENCODED_DATA' });

for (const [label, text, bytes] of [
  ['utf-8', 'aé漢😀z', [...new TextEncoder().encode('aé漢😀z')]],
  ['utf-16le', 'a😀z', [...Buffer.from('a😀z', 'utf16le')]],
  ['shift_jis', 'こん', [0x82, 0xb1, 0x82, 0xf1]],
  ['gb18030', '你a', [0xc4, 0xe3, 0x61]],
  ['iso-2022-jp', 'こん', [0x1b, 0x24, 0x42, 0x24, 0x33, 0x24, 0x73, 0x1b, 0x28, 0x42]],
]) {
  const decoder = new TextDecoder(label);
  let all = '';
  for (const byte of bytes) all += decoder.decode(new Uint8Array([byte]), { stream: true });
  assert.strictEqual(all + decoder.decode(), text, label);
}

// What is no character is U+FFFD in all of them.
for (const [label, bytes, text] of [
  ['shift_jis', [0x8c], '\ufffd'], ['shift_jis', [0xe0, 0x10, 0xbc], '\ufffd\u0010ｼ'], ['euc-jp', [0xa1, 0x20], '\ufffd '],
]) assert.strictEqual(new TextDecoder(label).decode(new Uint8Array(bytes)), text);

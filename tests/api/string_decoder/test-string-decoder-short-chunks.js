'use strict';

// However bytes are cut, together the pieces are the text of the whole, also where the bytes are none
// of the encoding's.

const assert = require('assert');
const { StringDecoder } = require('string_decoder');

const texts = ['plain', '日本語のテキスト', 'é😀x😀', '\ufffd', 'ab\u0000\u007f\u0080\u07ff\u0800\uffff'];
const broken = [
  [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xF0, 0x9F, 0x41],
  [0xE6, 0x97], [0x80, 0xBF, 0x41], [0xFF, 0xFE, 0xD8, 0x3D, 0xDE], [0x3D, 0xD8, 0x41],
].map((bytes) => Buffer.from(bytes));

for (const encoding of ['utf8', 'utf16le', 'base64', 'base64url', 'latin1']) {
  const from = encoding === 'utf16le' ? encoding : 'utf8';
  const inputs = [...texts.map((text) => Buffer.from(text.repeat(3), from)), ...broken];
  for (const bytes of inputs) {
    for (let size = 1; size <= bytes.length; size++) {
      const decoder = new StringDecoder(encoding);
      let text = '';
      for (let at = 0; at < bytes.length; at += size) {
        text += decoder.write(bytes.subarray(at, at + size));
      }
      const expected = bytes.toString(encoding);
      // What an odd byte at the end of UTF-16 is worth is another matter.
      if (encoding !== 'utf16le' || bytes.length % 2 === 0) {
        assert.strictEqual(text + decoder.end(), expected, `${encoding} by ${size}`);
      }
    }
  }
}

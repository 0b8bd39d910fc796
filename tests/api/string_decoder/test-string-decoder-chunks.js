'use strict';

// Text that is cut into chunks of any size comes out as when it is decoded at once.

const assert = require('assert');
const { StringDecoder } = require('string_decoder');

const text = 'plain, déjà vu, 漢字仮名, emoji 😀😀, \0 and the end';
for (const encoding of ['utf8', 'utf16le', 'base64', 'base64url', 'latin1', 'hex', 'ascii']) {
  for (const bytes of [Buffer.from(text), Buffer.from(text, 'utf16le')]) {
    // All bytes of UTF-16 that are no text of UTF-8 are replaced differently when they are cut.
    if (encoding === 'utf8' && bytes.includes(0xd8)) continue;
    for (let size = 1; size < 9; size++) {
      const decoder = new StringDecoder(encoding);
      let decoded = '';
      for (let at = 0; at < bytes.length; at += size) {
        decoded += decoder.write(bytes.subarray(at, at + size));
      }
      decoded += decoder.end();
      assert.strictEqual(decoded, bytes.toString(encoding), `${encoding} by ${size}`);
    }
  }
}

'use strict';

// Every encoding turns text into its bytes and back, whatever the length and the kind of string.

const assert = require('assert');

const texts = ['', 'a', 'plain ascii', 'déjà vu', '漢字仮名', 'emoji 😀 end', '\0\x7f'];
for (const text of texts) {
  for (const long of [text, text.repeat(50), text.repeat(3000)]) {
    for (const encoding of ['utf8', 'UTF-8', 'utf16le', 'ucs2', 'UCS-2']) {
      const buffer = Buffer.from(long, encoding);
      assert.strictEqual(buffer.toString(encoding), long);
      assert.strictEqual(Buffer.byteLength(long, encoding), buffer.length);
    }
  }
}

for (let size = 0; size < 150; size++) {
  const buffer = Buffer.from(Array.from({ length: size }, (_, i) => (i * 167 + size) & 255));
  for (const encoding of ['hex', 'base64', 'base64url', 'latin1', 'binary']) {
    assert.ok(Buffer.from(buffer.toString(encoding), encoding).equals(buffer), encoding);
  }
}

assert.strictEqual(Buffer.from('é').toString('ascii'), 'C)');
assert.strictEqual(Buffer.from('漢', 'latin1')[0], 0x22);
assert.strictEqual(Buffer.from([0xfb, 0xff]).toString('base64'), '+/8=');
assert.strictEqual(Buffer.from([0xfb, 0xff]).toString('base64url'), '-_8');
assert.strictEqual(Buffer.from('a').toString('utf16le'), '');
assert.throws(() => Buffer.from('a').toString('utf7'), { code: 'ERR_UNKNOWN_ENCODING' });

assert.ok(Buffer.isEncoding('BASE64url'));
assert.ok(!Buffer.isEncoding('utf7'));
assert.ok(!Buffer.isEncoding(undefined));

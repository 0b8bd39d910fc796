'use strict';

// Ill-formed UTF-8 decodes to one U+FFFD for each maximal part; lone surrogates encode as U+FFFD.

const assert = require('assert');
const { isUtf8 } = require('buffer');

for (const [hex, text] of [
  ['80', '\ufffd'],
  ['c0af', '\ufffd\ufffd'],
  ['e080af', '\ufffd\ufffd\ufffd'],
  ['eda080', '\ufffd\ufffd\ufffd'],
  ['f09f98', '\ufffd'],
  ['f09f9841', '\ufffdA'],
  ['e6bc', '\ufffd'],
  ['f4908080', '\ufffd\ufffd\ufffd\ufffd'],
  ['41ff42', 'A\ufffdB'],
]) {
  const bytes = Buffer.from(hex, 'hex');
  assert.strictEqual(bytes.toString(), text);
  assert.strictEqual(isUtf8(bytes), false);
}

assert.strictEqual(Buffer.from('\ud83d').toString('hex'), 'efbfbd');
assert.strictEqual(Buffer.from('\ude00a').toString('hex'), 'efbfbd61');
assert.strictEqual(Buffer.byteLength('\ud83d\ud83d\ude00'), 7);
assert.strictEqual(isUtf8(Buffer.from('漢字 ok')), true);

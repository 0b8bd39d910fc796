'use strict';

// The methods behind toString() and write() check what they get: no call reaches memory outside.

const assert = require('assert');

const buffer = Buffer.from('abc');
const outside = { code: 'ERR_OUT_OF_RANGE', name: 'RangeError' };
for (const name of ['ascii', 'base64', 'base64url', 'latin1', 'hex', 'ucs2', 'utf8']) {
  const slice = buffer[`${name}Slice`];
  const write = buffer[`${name}Write`];
  assert.throws(() => slice.call(buffer, 0, 4), outside);
  assert.throws(() => slice.call(buffer, -1, 2), outside);
  assert.throws(() => slice.call(buffer, 4), outside);
  assert.strictEqual(slice.call(buffer, 2, 1), '');
  assert.throws(() => slice.call({}, 0, 1), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => write.call(buffer, 5), { code: 'ERR_INVALID_ARG_TYPE' });
  assert.throws(() => write.call(buffer, 'a', 4), { code: 'ERR_BUFFER_OUT_OF_BOUNDS' });
  assert.throws(() => write.call(buffer, 'a', -1), outside);
  assert.strictEqual(write.call(buffer, '', 3, 100), 0);
}
assert.strictEqual(buffer.latin1Slice(1, 2), 'b');
assert.strictEqual(buffer.latin1Write('zzzzz', 1, 100), 2);
assert.strictEqual(buffer.toString(), 'azz');

'use strict';

// compare() and equals() order buffers by their bytes, whole or in part.

const assert = require('assert');

const a = Buffer.from('abc');
const b = Buffer.from('abd');
assert.strictEqual(Buffer.compare(a, b), -1);
assert.strictEqual(Buffer.compare(b, a), 1);
assert.strictEqual(Buffer.compare(a, Buffer.from('abc')), 0);
assert.strictEqual(a.compare(Buffer.from('ab')), 1);
assert.strictEqual(Buffer.from([200]).compare(new Uint8Array([100])), 1);
assert.strictEqual(a.compare(b, 0, 2, 0, 2), 0);
assert.strictEqual(a.compare(b, 2, 3, 2, 3), -1);
assert.strictEqual(a.compare(b, 1, 1, 0, 3), 1);
assert.strictEqual(a.compare(b, 0, 3, 3, 3), -1);
assert.ok(a.equals(new Uint8Array([0x61, 0x62, 0x63])));
assert.ok(!a.equals(b));
assert.deepStrictEqual([b, a].sort(Buffer.compare), [a, b]);
assert.throws(() => a.compare(b, 0, 4), { code: 'ERR_OUT_OF_RANGE' });
assert.throws(() => a.compare('abc'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => a.equals('abc'), { code: 'ERR_INVALID_ARG_TYPE' });
assert.throws(() => Buffer.compare(a, []), { code: 'ERR_INVALID_ARG_TYPE' });

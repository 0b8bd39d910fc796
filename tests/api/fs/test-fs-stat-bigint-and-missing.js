'use strict';

// stat gives BigInts and nanoseconds when asked, and undefined instead of throwing when told so.

const assert = require('assert');
const fs = require('fs');

const big = fs.statSync('/tmp', { bigint: true });
assert.strictEqual(typeof big.ino, 'bigint');
assert.strictEqual(big.mtimeMs, big.mtimeNs / 1000000n);
assert.ok(big.isDirectory());

const missing = '/tmp/plinth-fs-no-such-file';
assert.strictEqual(fs.statSync(missing, { throwIfNoEntry: false }), undefined);
assert.strictEqual(fs.lstatSync(missing, { throwIfNoEntry: false }), undefined);
assert.throws(() => fs.statSync('/dev/null/x', { throwIfNoEntry: false }), { code: 'ENOTDIR' });
assert.throws(() => fs.statSync(missing), { code: 'ENOENT' });
fs.stat('/tmp', { bigint: true }, (error, stats) => {
  assert.ifError(error);
  assert.strictEqual(stats.ino, big.ino);
});

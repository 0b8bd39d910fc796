'use strict';

// A failed call says what failed, on which path, with Node's code, errno, syscall and message; the
// same in all three forms.

const assert = require('assert');
const fs = require('fs');

const missing = '/tmp/plinth-fs-missing/file';
const shape = (syscall, path = missing) => ({
  code: 'ENOENT', errno: -2, syscall, path,
  message: `ENOENT: no such file or directory, ${syscall} '${path}'`,
});

assert.throws(() => fs.openSync(missing), shape('open'));
assert.throws(() => fs.readFileSync(missing), shape('open'));
assert.throws(() => fs.statSync(missing), shape('stat'));
assert.throws(() => fs.lstatSync('plinth-no-such-file'), shape('lstat', 'plinth-no-such-file'));
assert.throws(() => fs.readdirSync(missing), shape('scandir'));
assert.throws(() => fs.unlinkSync(Buffer.from(missing)), shape('unlink'));
assert.throws(() => fs.mkdtempSync(missing), shape('mkdtemp', `${missing}XXXXXX`));

assert.throws(() => fs.renameSync(missing, 'other'), {
  code: 'ENOENT', syscall: 'rename', path: missing, dest: 'other',
  message: `ENOENT: no such file or directory, rename '${missing}' -> 'other'`,
});

fs.stat(missing, (error, stats) => {
  const { code, errno, message, path, syscall } = error;
  assert.deepStrictEqual({ code, errno, syscall, path, message }, shape('stat'));
  assert.strictEqual(stats, undefined);
});
assert.rejects(fs.promises.stat(missing), shape('stat'));

// An empty path is one, too.
assert.throws(() => fs.statSync(''), { path: '', message: "ENOENT: no such file or directory, stat ''" });
assert.throws(() => fs.renameSync('', ''), { path: '', dest: '', message: /rename '' -> ''$/ });
assert.throws(() => fs.fstatSync(9999), (error) => !('path' in error));

'use strict';

// chdir moves what relative names mean; a missing folder is ENOENT.

const assert = require('assert');
const path = require('path');

const before = process.cwd();
process.chdir('..');
assert.strictEqual(process.cwd(), path.dirname(before));
process.chdir(before);
assert.strictEqual(process.cwd(), before);
assert.throws(() => process.chdir('no-such-folder'), { code: 'ENOENT', syscall: 'chdir' });
assert.throws(() => process.chdir(7), { code: 'ERR_INVALID_ARG_TYPE' });
assert.strictEqual(process.cwd(), before);

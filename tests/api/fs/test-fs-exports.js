'use strict';

// fs/promises is fs.promises; constants are there by both names and cannot be changed.

const assert = require('assert');
const fs = require('fs');

assert.strictEqual(require('fs/promises'), fs.promises);
assert.strictEqual(require('node:fs'), fs);
assert.strictEqual(fs.promises.constants, fs.constants);
assert.deepStrictEqual([fs.F_OK, fs.R_OK, fs.W_OK, fs.X_OK], [0, 4, 2, 1]);
assert.strictEqual(fs.constants.R_OK, 4);
assert.throws(() => { fs.constants.R_OK = 5; }, TypeError);

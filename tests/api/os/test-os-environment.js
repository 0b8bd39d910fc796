'use strict';

// The home folder and the one for temporary files are those of process.env.

const assert = require('assert');
const os = require('os');

process.env.HOME = '/somewhere';
assert.strictEqual(os.homedir(), '/somewhere');
delete process.env.HOME;
assert.strictEqual(os.homedir(), os.userInfo().homedir);

process.env.TMPDIR = '/scratch/';
assert.strictEqual(os.tmpdir(), '/scratch');
for (const name of ['TMPDIR', 'TMP', 'TEMP']) delete process.env[name];
assert.strictEqual(os.tmpdir(), '/tmp');

'use strict';

// Flags say whether a file is made, cut, kept or appended to.

const assert = require('assert');
const fs = require('fs');

const folder = fs.mkdtempSync('/tmp/plinth-fs-');
const file = `${folder}/file`;

assert.throws(() => fs.openSync(file, 'r'), { code: 'ENOENT' });
assert.throws(() => fs.openSync(file, 'r+'), { code: 'ENOENT' });
fs.writeFileSync(file, 'one', { flag: 'wx' });
assert.throws(() => fs.writeFileSync(file, 'two', { flag: 'wx' }), { code: 'EEXIST' });
fs.appendFileSync(file, ' two');
fs.writeFileSync(file, ' three', { flag: 'a' });
assert.strictEqual(fs.readFileSync(file, 'utf8'), 'one two three');
fs.writeFileSync(file, 'ONE', { flag: 'r+' });
assert.strictEqual(fs.readFileSync(file, 'utf8'), 'ONE two three');
fs.writeFileSync(file, '', { flag: fs.constants.O_WRONLY | fs.constants.O_TRUNC });
assert.strictEqual(fs.statSync(file).size, 0);

fs.rmSync(folder, { recursive: true });

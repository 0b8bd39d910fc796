'use strict';

// readFile of a descriptor starts where the file stands, and leaves it open.

const assert = require('assert');
const fs = require('fs');

const folder = fs.mkdtempSync('/tmp/plinth-fs-');
fs.writeFileSync(`${folder}/file`, 'hello world');
const fd = fs.openSync(`${folder}/file`);

fs.readSync(fd, Buffer.alloc(6));
assert.strictEqual(fs.readFileSync(fd, 'utf8'), 'world');
assert.strictEqual(fs.fstatSync(fd).size, 11);

fs.closeSync(fd);
assert.throws(() => fs.fstatSync(fd), { code: 'EBADF', syscall: 'fstat' });
fs.rmSync(folder, { recursive: true });

'use strict';

// read and write take offsets into the buffer and places in the file; without a place they go on
// where the file stands.

const assert = require('assert');
const fs = require('fs');

const folder = fs.mkdtempSync('/tmp/plinth-fs-');
const fd = fs.openSync(`${folder}/file`, 'w+');

assert.strictEqual(fs.writeSync(fd, 'abcdef'), 6);
assert.strictEqual(fs.writeSync(fd, Buffer.from('xyz'), 1, 1, 2), 1);
assert.strictEqual(fs.writeSync(fd, 'é', null, 'latin1'), 1);

const bytes = Buffer.alloc(8, '.');
assert.strictEqual(fs.readSync(fd, bytes, 2, 3, 1), 3);
assert.strictEqual(bytes.toString(), '..byd...');
assert.strictEqual(fs.readSync(fd, bytes, { position: 6n }), 1);
assert.strictEqual(bytes[0], 0xe9);
assert.strictEqual(fs.readSync(fd, bytes, { position: 100 }), 0);

fs.read(fd, { buffer: new Uint8Array(3), position: 0 }, (error, count, view) => {
  assert.ifError(error);
  assert.strictEqual(count, 3);
  assert.deepStrictEqual([...view], [...Buffer.from('aby')]);
  fs.write(fd, 'ZZ', 0, (failure, written, data) => {
    assert.ifError(failure);
    assert.strictEqual(written, 2);
    assert.strictEqual(data, 'ZZ');
    assert.strictEqual(fs.readFileSync(`${folder}/file`, 'latin1'), 'ZZydefé');
    fs.closeSync(fd);
    fs.rmSync(folder, { recursive: true });
  });
});

'use strict';

// writev and readv move several views in one call, in order.

const assert = require('assert');
const fs = require('fs');

const folder = fs.mkdtempSync('/tmp/plinth-fs-');
const fd = fs.openSync(`${folder}/file`, 'w+');

assert.strictEqual(fs.writevSync(fd, [Buffer.from('ab'), new Uint8Array(0), Buffer.from('cde')]), 5);
assert.strictEqual(fs.writevSync(fd, []), 0);
const views = [new Uint8Array(1), new DataView(new ArrayBuffer(2)), Buffer.alloc(10, 0)];
fs.readv(fd, views, 0, (error, count, same) => {
  assert.ifError(error);
  assert.strictEqual(count, 5);
  assert.strictEqual(same, views);
  assert.strictEqual(views[0][0], 0x61);
  assert.strictEqual(views[1].getUint16(0), 0x6263);
  assert.strictEqual(views[2].toString('latin1', 0, 2), 'de');
  fs.closeSync(fd);
  fs.rmSync(folder, { recursive: true });
});

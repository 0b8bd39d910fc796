'use strict';

// util.promisify gives fs.exists, fs.read and fs.write their own promise forms.

const assert = require('assert');
const fs = require('fs');
const { promisify } = require('util');

async function main() {
  assert.strictEqual(await promisify(fs.exists)('/tmp'), true);
  const fd = fs.openSync('/dev/zero');
  const { bytesRead, buffer } = await promisify(fs.read)(fd, Buffer.alloc(4, 1), 0, 4, null);
  assert.strictEqual(bytesRead, 4);
  assert.deepStrictEqual([...buffer], [0, 0, 0, 0]);
  fs.closeSync(fd);
  const out = fs.openSync('/dev/null', 'w');
  assert.deepStrictEqual(await promisify(fs.write)(out, 'abc'), { bytesWritten: 3, buffer: 'abc' });
  fs.closeSync(out);
}

main();

'use strict';

// What fs warns of, it warns of once.

const assert = require('assert');
const fs = require('fs');
const os = require('os');
const path = require('path');

const seen = [];
process.removeAllListeners('warning');
process.on('warning', ({ name, code }) => seen.push(code ?? name));

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'warnings-'));
const fd = fs.openSync(path.join(folder, 'file'), 'w+');
fs.writeSync(fd, 'hello');
fs.truncateSync(fd, 3);
fs.truncate(fd, 2, (error) => {
  assert.ifError(error);
  assert.strictEqual(fs.fstatSync(fd).size, 2);
  fs.closeSync(fd);
  fs.mkdtempSync(path.join(folder, 'endsX'));
  fs.mkdtempSync(Buffer.from(path.join(folder, 'endsX')));
});

process.on('exit', () => {
  fs.rmSync(folder, { recursive: true });
  assert.deepStrictEqual(seen, ['DEP0081', 'Warning']);
});

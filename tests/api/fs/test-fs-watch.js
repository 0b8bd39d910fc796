'use strict';

// watch tells of changes in a folder by name, and is silent after close.

const assert = require('assert');
const fs = require('fs');

const folder = fs.mkdtempSync('/tmp/plinth-fs-');
let closes = 0;
const watcher = fs.watch(folder, (type, name) => {
  assert.strictEqual(name, 'file');
  assert.strictEqual(type, 'rename');
  watcher.on('close', () => {
    closes++;
    fs.rmSync(folder, { recursive: true });
  });
  watcher.close();
});
fs.writeFileSync(`${folder}/file`, 'x');
process.on('exit', () => assert.strictEqual(closes, 1));

assert.throws(() => fs.watch(`${folder}/none`),
              { code: 'ENOENT', syscall: 'watch', filename: `${folder}/none` });
fs.watch(folder, { persistent: false });

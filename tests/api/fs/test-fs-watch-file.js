'use strict';

// watchFile compares a file with what it was, and calls back with both.

const assert = require('assert');
const fs = require('fs');

const folder = fs.mkdtempSync('/tmp/plinth-fs-');
const file = `${folder}/file`;
fs.writeFileSync(file, 'x');
let calls = 0;
fs.watchFile(file, { interval: 20 }, (now, before) => {
  if (calls++ > 0) return;
  assert.ok(now instanceof fs.Stats);
  assert.strictEqual(before.size, 1);
  assert.strictEqual(now.size, 3);
  fs.unwatchFile(file);
  fs.rmSync(folder, { recursive: true });
});
setTimeout(() => fs.writeFileSync(file, 'xyz'), 100);
process.on('exit', () => assert.strictEqual(calls, 1));

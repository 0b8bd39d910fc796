'use strict';

// watch with `recursive` tells of changes in folders below, also in those made later.

const assert = require('assert');
const fs = require('fs');

const folder = fs.mkdtempSync('/tmp/plinth-fs-');
fs.mkdirSync(`${folder}/sub`);
const seen = new Set();
const watcher = fs.watch(folder, { recursive: true }, (type, name) => {
  seen.add(name);
  if (name === 'sub/file') fs.mkdirSync(`${folder}/sub/new`, { recursive: true });
  if (name === 'sub/new') fs.writeFileSync(`${folder}/sub/new/deep`, 'x');
  if (name === 'sub/new/deep') watcher.close();
});
watcher.on('close', () => fs.rmSync(folder, { recursive: true }));
setTimeout(() => fs.writeFileSync(`${folder}/sub/file`, 'x'), 50);
process.on('exit', () => assert.ok(seen.has('sub/new/deep')));

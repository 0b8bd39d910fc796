'use strict';

// Files that say their size is 0, as those in /proc, are read until their end.

const assert = require('assert');
const fs = require('fs');

const file = '/proc/self/status';
if (process.platform === 'linux') {
  assert.match(fs.readFileSync(file, 'utf8'), /^Name:/);
  fs.readFile(file, 'utf8', (error, text) => {
    assert.ifError(error);
    assert.match(text, /^Name:/);
  });
  fs.promises.readFile(file, 'utf8').then((text) => assert.match(text, /^Name:/));
}

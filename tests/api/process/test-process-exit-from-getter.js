'use strict';

// process.exit() ends the program also in a getter that runs while a promise is being settled.

const assert = require('assert');
const fs = require('fs');

process.on('exit', (code) => {
  assert.strictEqual(code, 0);
});

let asked = false;
fs.promises.stat(__filename).then(() => assert.fail('the promise was settled'));
Object.defineProperty(Object.prototype, 'then', {
  configurable: true,
  get() {
    if (asked) return undefined;
    asked = true;
    delete Object.prototype.then;
    process.exit(0);
  },
});
setInterval(() => {}, 1000);

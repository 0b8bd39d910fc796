'use strict';

// Host only: setters on Object.prototype have no part in the errors of native halves; Node ends itself there.

const assert = require('assert');
const dns = require('dns');
const fs = require('fs');

const names = ['code', 'errno', 'syscall', 'path', 'hostname'];
for (const name of names) {
  Object.defineProperty(Object.prototype, name, { configurable: true, set() { throw new Error(`no ${name}`); } });
}
let thrown;
try {
  fs.readFileSync('/nowhere');
} catch (error) {
  thrown = error;
}
fs.readFile('/nowhere', (told) => {
  for (const name of names) delete Object.prototype[name];
  for (const error of [thrown, told]) {
    assert.deepStrictEqual([error.code, error.syscall, error.path], ['ENOENT', 'open', '/nowhere']);
  }
  dns.lookup('no.such.name.invalid', (error) => assert.strictEqual(typeof error.code, 'string'));
});

'use strict';

// A storage's value follows asynchronous functions of another context of vm, each its own.

const { AsyncLocalStorage } = require('async_hooks');
const assert = require('assert');
const vm = require('vm');

const storage = new AsyncLocalStorage();
const seen = [];
const context = vm.createContext({ storage, seen });
vm.runInContext(`
  storage.run('inside', async () => {
    seen.push(storage.getStore());
    await 1;
    seen.push(storage.getStore());
  });
`, context);
assert.strictEqual(storage.getStore(), undefined);

storage.run('outside', async () => {
  await 1;
  seen.push(storage.getStore());
});
process.on('exit', () => assert.deepStrictEqual(seen, ['inside', 'inside', 'outside']));

'use strict';

// run() and exit() end with their call, also when it throws; storages do not see each other.

const assert = require('assert');
const { AsyncLocalStorage } = require('async_hooks');

const one = new AsyncLocalStorage();
const other = new AsyncLocalStorage();

one.run(1, () => {
  other.run(2, () => {
    assert.throws(() => one.run(3, () => {
      assert.deepStrictEqual([one.getStore(), other.getStore()], [3, 2]);
      throw new Error('out');
    }), /out/);
    assert.deepStrictEqual([one.getStore(), other.getStore()], [1, 2]);
    one.exit(() => assert.deepStrictEqual([one.getStore(), other.getStore()], [undefined, 2]));
  });
  assert.deepStrictEqual([one.getStore(), other.getStore()], [1, undefined]);
  one.disable();
  assert.strictEqual(one.getStore(), undefined);
});

one.enterWith(4);
assert.strictEqual(one.getStore(), 4);

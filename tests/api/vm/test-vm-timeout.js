'use strict';

// A script that runs for too long is ended with an error; the program goes on, and so do scripts that
// run scripts.

const assert = require('assert');
const vm = require('vm');

const tooLong = { code: 'ERR_SCRIPT_EXECUTION_TIMEOUT' };
assert.throws(() => vm.runInThisContext('for (;;);', { timeout: 20 }), tooLong);
assert.throws(() => vm.runInNewContext('try { for (;;); } finally { x = 1 }', {}, { timeout: 20 }),
  tooLong);

const nested = { inner: () => vm.runInThisContext('for (;;);', { timeout: 10 }) };
assert.strictEqual(
  vm.runInNewContext('try { inner() } catch (e) { e.code }', nested, { timeout: 60_000 }),
  'ERR_SCRIPT_EXECUTION_TIMEOUT');

const outer = { inner: () => vm.runInThisContext('for (;;);', { timeout: 60_000 }) };
assert.throws(() => vm.runInNewContext('inner()', outer, { timeout: 20 }),
  { message: 'Script execution timed out after 20ms' });
assert.strictEqual(vm.runInThisContext('1 + 1', { timeout: 60_000 }), 2);

'use strict';

// A script is compiled once and runs in any context; its compiled code can be kept.

const assert = require('assert');
const vm = require('vm');

const script = new vm.Script('typeof name === "string" ? name : "nobody"', { filename: 'who.js' });
assert.strictEqual(script.runInThisContext(), 'nobody');
assert.strictEqual(script.runInNewContext({ name: 'x' }), 'x');
assert.strictEqual(script.runInContext(vm.createContext({ name: 'y' })), 'y');

const cachedData = script.createCachedData();
assert.ok(Buffer.isBuffer(cachedData));
assert.strictEqual(
  new vm.Script('typeof name === "string" ? name : "nobody"', { cachedData }).cachedDataRejected, false);
assert.strictEqual(new vm.Script('other', { cachedData }).cachedDataRejected, true);
assert.strictEqual(
  new vm.Script('another', { cachedData: Buffer.from('no code at all') }).cachedDataRejected, true);

assert.throws(() => new vm.Script('\nvar = 1', { filename: 'bad.js' }), (error) => {
  assert.ok(error instanceof SyntaxError);
  assert.match(error.stack, /^bad\.js:2\nvar = 1\n/);
  return true;
});
assert.throws(() => vm.runInThisContext('throw new Error("x")', { filename: 'far.js', lineOffset: 40 }),
  (error) => /far\.js:41/.test(error.stack));

'use strict';

// A context has a global object of its own, whose properties are those of the object it was made of.

const assert = require('assert');
const vm = require('vm');

const sandbox = vm.createContext({ a: 1 });
assert.strictEqual(vm.isContext(sandbox), true);
assert.strictEqual(vm.isContext({}), false);
assert.strictEqual(vm.runInContext('a += 1; b = 5; var c = 7; this.d = 9; a', sandbox), 2);
assert.deepStrictEqual({ ...sandbox }, { a: 2, b: 5, c: 7, d: 9 });
assert.strictEqual(typeof globalThis.b, 'undefined');

assert.strictEqual(vm.runInContext('typeof require', sandbox), 'undefined');
assert.notStrictEqual(vm.runInContext('Array', sandbox), Array);
assert.strictEqual(vm.runInContext('let kept = 3; kept', sandbox), 3);
assert.strictEqual(vm.runInContext('kept', sandbox), 3);
assert.strictEqual('kept' in sandbox, false);

assert.throws(() => vm.runInContext('"use strict"; unknown = 1', sandbox), { name: 'ReferenceError' });
vm.runInContext('Object.defineProperty(globalThis, "fixed", { value: 1 })', sandbox);
assert.strictEqual(sandbox.fixed, 1);
assert.strictEqual(vm.runInContext('delete a', sandbox), true);
assert.strictEqual('a' in sandbox, false);
assert.deepStrictEqual(vm.runInNewContext('Object.keys(globalThis)', { x: 1, y: 2 }).join(), 'x,y');

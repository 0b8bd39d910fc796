'use strict';

// structuredClone() copies deeply, keeps cycles, moves what is transferred, and refuses functions.

const assert = require('assert');

const original = { list: [1, new Map([['a', new Date(5)]])], text: 'x' };
original.self = original;
const copy = structuredClone(original);
assert.notStrictEqual(copy, original);
assert.deepStrictEqual(copy.list, original.list);
assert.strictEqual(copy.self, copy);

const memory = new ArrayBuffer(8);
assert.strictEqual(structuredClone({ memory }, { transfer: [memory] }).memory.byteLength, 8);
assert.strictEqual(memory.byteLength, 0);

assert.throws(() => structuredClone(() => {}), { name: 'DataCloneError', code: 25 });
assert.throws(() => structuredClone(), { code: 'ERR_MISSING_ARGS' });

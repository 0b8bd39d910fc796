'use strict';

// isDeepStrictEqual compares structure, prototypes and what objects hold.

const assert = require('assert');
const { isDeepStrictEqual } = require('util');

const circle = () => {
  const object = { list: [] };
  object.list.push(object);
  return object;
};
for (const [left, right, equal] of [
  [{ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] }, true], [{ a: 1 }, { a: '1' }, false],
  [NaN, NaN, true], [0, -0, false], [[1, , 3], [1, undefined, 3], false],
  [new Set([{ a: 1 }, 2]), new Set([2, { a: 1 }]), true], [new Set([1]), new Set(['1']), false],
  [new Map([[{ k: 1 }, 'v']]), new Map([[{ k: 1 }, 'v']]), true],
  [new Date(1), new Date(1), true], [/a/g, /a/i, false],
  [new Error('a'), new Error('a'), true], [new Error('a'), new TypeError('a'), false],
  [new Uint8Array([1]), new Uint8Array([1]), true],
  [new Uint8Array([1]), new Int8Array([1]), false],
  [Object(1), Object(1), true], [Object(1), Object(2), false],
  [{}, Object.create(null), false], [circle(), circle(), true],
  [{ [Symbol.for('s')]: 1 }, { [Symbol.for('s')]: 2 }, false],
]) {
  assert.strictEqual(isDeepStrictEqual(left, right), equal);
}

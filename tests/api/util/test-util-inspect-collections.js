'use strict';

// Maps, sets, their iterators and weak collections show what they hold, as far as it can be known.

const assert = require('assert');
const { inspect } = require('util');

const map = new Map([['a', { b: 1 }]]);
const set = new Set([1, 'a']);
for (const [value, text] of [
  [map, "Map(1) { 'a' => { b: 1 } }"],
  [set, "Set(2) { 1, 'a' }"],
  [map.entries(), "[Map Entries] { [ 'a', { b: 1 } ] }"],
  [map.keys(), "[Map Iterator] { 'a' }"],
  [set.values(), "[Set Iterator] { 1, 'a' }"],
  [new WeakSet(), 'WeakSet { <items unknown> }'],
  [new WeakMap(), 'WeakMap { <items unknown> }'],
  [Promise.resolve(3), 'Promise { 3 }'],
  [new Promise(() => {}), 'Promise { <pending> }'],
]) {
  assert.strictEqual(inspect(value), text);
}
const key = { k: 1 };
assert.strictEqual(inspect(new WeakMap([[key, 2]]), { showHidden: true }),
                   'WeakMap { { k: 1 } => 2 }');
const rejected = Promise.reject(3);
rejected.catch(() => {});
assert.strictEqual(inspect(rejected), 'Promise { <rejected> 3 }');

'use strict';

// An object that is met inside itself is numbered, and referred to by its number.

const assert = require('assert');
const { inspect } = require('util');

const one = { name: 'one' };
one.self = one;
one.other = { back: one };
assert.strictEqual(
  inspect(one),
  "<ref *1> {\n  name: 'one',\n  self: [Circular *1],\n  other: { back: [Circular *1] }\n}");

const inner = {};
inner.inner = inner;
assert.strictEqual(inspect([inner]), '[ <ref *1> { inner: [Circular *1] } ]');

const map = new Map();
map.set('map', map);
assert.strictEqual(inspect(map), "<ref *1> Map(1) { 'map' => [Circular *1] }");

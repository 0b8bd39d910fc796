'use strict';

// Functions and classes are told by kind, name and base.

const assert = require('assert');
const { inspect } = require('util');

class Base {}
class Derived extends Base {}
for (const [value, text] of [
  [function named() {}, '[Function: named]'],
  [(() => () => {})(), '[Function (anonymous)]'],
  [async function a() {}, '[AsyncFunction: a]'],
  [function* g() {}, '[GeneratorFunction: g]'],
  [async function* ag() {}, '[AsyncGeneratorFunction: ag]'],
  [Base, '[class Base]'],
  [Derived, '[class Derived extends Base]'],
  [Object.assign(function f() {}, { a: 1 }), '[Function: f] { a: 1 }'],
]) {
  assert.strictEqual(inspect(value), text);
}

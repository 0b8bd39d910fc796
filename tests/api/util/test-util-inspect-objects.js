'use strict';

// Objects show their class, tag, lost prototype, accessors and hidden keys.

const assert = require('assert');
const { inspect } = require('util');

class Point {
  constructor() {
    this.x = 1;
  }
}
class Tagged {
  get [Symbol.toStringTag]() {
    return 'tag';
  }
}
for (const [value, text] of [
  [{}, '{}'],
  [{ a: 1, 'b-c': { d: [] } }, "{ a: 1, 'b-c': { d: [] } }"],
  [new Point(), 'Point { x: 1 }'],
  [new Tagged(), 'Tagged [tag] {}'],
  [Object.create(null), '[Object: null prototype] {}'],
  [Object.setPrototypeOf(new Point(), null), '[Point: null prototype] { x: 1 }'],
  [{ get a() { return 1; }, set b(v) {}, get c() { return 1; }, set c(v) {} },
   '{ a: [Getter], b: [Setter], c: [Getter/Setter] }'],
  [{ [Symbol('s')]: 1, ['__proto__']: 2 }, "{ ['__proto__']: 2, [Symbol(s)]: 1 }"],
]) {
  assert.strictEqual(inspect(value), text);
}
const hidden = Object.defineProperty({}, 'h', { value: 1 });
assert.strictEqual(inspect(hidden), '{}');
assert.strictEqual(inspect(hidden, { showHidden: true }), '{ [h]: 1 }');

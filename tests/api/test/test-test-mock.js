'use strict';

// Mocks note their calls, stand in for methods, getters and setters, and are put back.

const assert = require('assert');
const { mock, test } = require('node:test');

const sum = mock.fn((a, b) => a + b);
assert.strictEqual(sum(3, 4), 7);
assert.strictEqual(sum.call({ me: 1 }, 1, 1), 2);
assert.strictEqual(sum.mock.callCount(), 2);
const [first, second] = sum.mock.calls;
assert.deepStrictEqual(first.arguments, [3, 4]);
assert.strictEqual(first.result, 7);
assert.strictEqual(first.error, undefined);
assert.strictEqual(first.target, undefined);
assert.deepStrictEqual(second.this, { me: 1 });
assert.ok(first.stack instanceof Error);
sum.mock.resetCalls();
assert.strictEqual(sum.mock.callCount(), 0);
sum.mock.mockImplementation(() => 'other');
sum.mock.mockImplementationOnce(() => 'once', 1);
assert.deepStrictEqual([sum(), sum(), sum()], ['other', 'once', 'other']);
sum.mock.restore();
assert.strictEqual(sum(1, 2), 3);

const twice = mock.fn(() => 'real', () => 'mock', { times: 2 });
assert.deepStrictEqual([twice(), twice(), twice()], ['mock', 'mock', 'real']);

const throws = mock.fn(() => { throw new RangeError('no'); });
assert.throws(throws, RangeError);
assert.ok(throws.mock.calls[0].error instanceof RangeError);

class Dog {
  constructor(name) {
    this.name = name;
  }
}
const Mocked = mock.fn(Dog);
const dog = new Mocked('Rex');
assert.ok(dog instanceof Dog);
assert.strictEqual(Mocked.mock.calls[0].target, Mocked.mock.calls[0].target);
assert.strictEqual(Mocked.mock.calls[0].result, dog);

const object = {
  factor: 3,
  times(n) { return n * this.factor; },
  get size() { return this.factor; },
  set size(value) { this.factor = value; },
};
const method = mock.method(object, 'times', function(n) { return n + this.factor; });
assert.strictEqual(object.times(4), 7);
assert.strictEqual(method, object.times);
const getter = mock.getter(object, 'size', () => 99);
assert.strictEqual(object.size, 99);
assert.strictEqual(getter.mock.callCount(), 1);
getter.mock.restore();
assert.strictEqual(object.size, 3);
const setter = mock.setter(object, 'size');
object.size = 5;
assert.deepStrictEqual(setter.mock.calls[0].arguments, [5]);
mock.restoreAll();
assert.strictEqual(object.times(4), 20);

class Base {
  who() { return 'base'; }
}
class Derived extends Base {}
const derived = new Derived();
mock.method(derived, 'who', () => 'mock');
assert.strictEqual(derived.who(), 'mock');
mock.reset();
assert.strictEqual(derived.who(), 'base');

for (const [run, code] of [
  [() => mock.fn(5), 'ERR_INVALID_ARG_TYPE'],
  [() => mock.fn(() => {}, { times: 0 }), 'ERR_OUT_OF_RANGE'],
  [() => mock.method(object, 'missing'), 'ERR_INVALID_ARG_VALUE'],
  [() => mock.method(object, 7), 'ERR_INVALID_ARG_TYPE'],
  [() => mock.method(null, 'times'), 'ERR_INVALID_ARG_TYPE'],
  [() => mock.method(object, 'times', { getter: true, setter: true }), 'ERR_INVALID_ARG_VALUE'],
  [() => mock.getter(object, 'size', { getter: false }), 'ERR_INVALID_ARG_VALUE'],
  [() => mock.fn().mock.mockImplementationOnce(() => {}, -1), 'ERR_OUT_OF_RANGE'],
]) {
  assert.throws(run, { code });
}

// Those of a test end with it.
test('a test', (t) => {
  t.mock.method(object, 'times', () => 'inside');
  assert.strictEqual(object.times(1), 'inside');
});
test('the next', () => assert.strictEqual(object.times(4), 20));

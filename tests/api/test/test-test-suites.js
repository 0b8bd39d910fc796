'use strict';

// Tests of node:test run in their order, with hooks around each; a failure is the program's.

const assert = require('assert');
const { test, describe, it, before, beforeEach, afterEach } = require('node:test');

const order = [];
describe('suite', () => {
  before(() => order.push('before'));
  beforeEach(() => order.push('('));
  afterEach(() => order.push(')'));
  it('one', () => order.push('one'));
  it('two', async () => {
    await new Promise((resolve) => setImmediate(resolve));
    order.push('two');
  });
  it.skip('never', () => order.push('never'));
});
test('inner tests belong to it', async (context) => {
  await context.test('inner', () => order.push('inner'));
  order.push('outer');
});
test('with a callback', (context, done) => setImmediate(() => {
  order.push('callback');
  done();
}));

process.on('exit', () => {
  assert.deepStrictEqual(order,
    ['before', '(', 'one', ')', '(', 'two', ')', 'inner', 'outer', 'callback']);
});

'use strict';

// A domain's 'error' listener runs in the domain around it; in none, process.domain is null.

const assert = require('assert');
const domain = require('domain');
const EventEmitter = require('events');

const seen = [];
const outer = domain.create();
const inner = domain.create();
for (const each of [outer, inner]) each.on('error', () => seen.push(process.domain));

outer.run(() => {
  new EventEmitter().emit('error', new Error('alone'));
  assert.strictEqual(process.domain, outer);
  inner.run(() => {
    new EventEmitter().emit('error', new Error('inside'));
    assert.strictEqual(process.domain, inner);
  });
});
assert.deepStrictEqual(seen, [null, outer]);

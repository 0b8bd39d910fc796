'use strict';
// SPDX-License-Identifier: MIT
// What a console has for an inspector may be called without one.

const assert = require('assert');

for (const name of ['profile', 'profileEnd', 'timeStamp']) {
  assert.strictEqual(console[name]('label'), undefined);
  assert.strictEqual(console[name].name, name);
}
assert.strictEqual(typeof console.context('name').log, 'function');

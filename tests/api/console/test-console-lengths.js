'use strict';
// SPDX-License-Identifier: MIT
// Every argument of console's methods is optional, which their lengths say.

const assert = require('assert');

for (const name of ['log', 'warn', 'error', 'dir', 'assert', 'table', 'time', 'count', 'group']) {
  assert.strictEqual(console[name].length, 0, name);
}

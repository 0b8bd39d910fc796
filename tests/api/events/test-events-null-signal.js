'use strict';
// SPDX-License-Identifier: MIT
// addEventListener() refuses what is no signal, even where there is no listener.

const assert = require('assert');

const target = new EventTarget();
for (const listener of [() => {}, null]) {
  assert.throws(() => target.addEventListener('x', listener, { signal: null }),
    { code: 'ERR_INVALID_ARG_TYPE' });
}

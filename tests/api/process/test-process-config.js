'use strict';
// SPDX-License-Identifier: MIT
// The configuration says what V8 can do: packages and tests ask it for Intl.

const assert = require('assert');

assert.strictEqual(process.config.variables.v8_enable_i18n_support, typeof Intl === 'object' ? 1 : 0);
assert.strictEqual('v8BreakIterator' in Intl, false);

'use strict';
// SPDX-License-Identifier: MIT

// assert/strict: assert, with the short names for the strict checks.

module.exports = require('assert').strict;

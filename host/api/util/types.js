'use strict';
// SPDX-License-Identifier: MIT

// util/types: what a value is, whatever its prototype says.

module.exports = require('internal/types').types;

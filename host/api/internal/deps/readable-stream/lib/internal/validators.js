'use strict';
// SPDX-License-Identifier: MIT

// Stands in for the library's own checks: Plinth's.

module.exports = require('internal/validate');

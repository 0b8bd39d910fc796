'use strict';
// SPDX-License-Identifier: MIT

// Stands in for the library's search for a process: there is one.

module.exports = require('process');

'use strict';
// SPDX-License-Identifier: MIT

// sys: the name that util had in Node's first versions.

module.exports = require('util');

'use strict';
// SPDX-License-Identifier: MIT

// punycode: the package of that name.

module.exports = require('internal/deps/punycode');

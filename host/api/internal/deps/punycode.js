'use strict';
// SPDX-License-Identifier: MIT
module.exports = require('punycode/punycode.js');

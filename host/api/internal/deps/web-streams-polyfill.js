'use strict';
// SPDX-License-Identifier: MIT
module.exports = require('web-streams-polyfill');

'use strict';
// SPDX-License-Identifier: MIT

// stream/promises: pipeline and finished as promises.

module.exports = require('stream').promises;

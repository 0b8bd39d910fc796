'use strict';
// SPDX-License-Identifier: MIT

// The old name of stream.Duplex.

module.exports = require('stream').Duplex;

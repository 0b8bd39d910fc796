'use strict';
// SPDX-License-Identifier: MIT

// The old name of stream.Transform.

module.exports = require('stream').Transform;

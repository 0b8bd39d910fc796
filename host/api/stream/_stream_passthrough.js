'use strict';
// SPDX-License-Identifier: MIT

// The old name of stream.PassThrough.

module.exports = require('stream').PassThrough;

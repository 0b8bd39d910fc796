'use strict';
// SPDX-License-Identifier: MIT

// The old name of stream.Readable.

module.exports = require('stream').Readable;

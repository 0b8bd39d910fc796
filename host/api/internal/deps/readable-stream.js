'use strict';
// SPDX-License-Identifier: MIT
module.exports = require('readable-stream/lib/stream.js');

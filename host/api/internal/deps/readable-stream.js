'use strict';
// SPDX-License-Identifier: MIT
exports.Stream = require('readable-stream/lib/stream.js');
exports.errorOrDestroy = require('readable-stream/lib/internal/streams/destroy.js').errorOrDestroy;

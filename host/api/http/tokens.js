'use strict';
// SPDX-License-Identifier: MIT

// Words that headers are searched for.

const CHUNKED = /(?:^|\W)chunked(?:$|\W)/i;
const CLOSE = /(?:^|\W)close(?:$|\W)/i;
const CONTINUE = /(?:^|\W)100-continue(?:$|\W)/i;

module.exports = { CHUNKED, CLOSE, CONTINUE };

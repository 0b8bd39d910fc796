'use strict';
// SPDX-License-Identifier: MIT

// The old name of http.IncomingMessage.

const { IncomingMessage, readStart, readStop } = require('http/incoming');

module.exports = { IncomingMessage, readStart, readStop };

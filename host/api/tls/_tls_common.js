'use strict';
// SPDX-License-Identifier: MIT

// What old programs require of tls's inner parts.

const { SecureContext, createSecureContext } = require('tls');

module.exports = { SecureContext, createSecureContext };

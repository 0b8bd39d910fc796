'use strict';
// SPDX-License-Identifier: MIT

// How many handshakes a client may ask for, in how many seconds. tls shows both, to be changed.

module.exports = { CLIENT_RENEG_LIMIT: 3, CLIENT_RENEG_WINDOW: 600 };

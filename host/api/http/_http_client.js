'use strict';
// SPDX-License-Identifier: MIT

// The old name of http.ClientRequest.

const { ClientRequest } = require('http/client');

module.exports = { ClientRequest };

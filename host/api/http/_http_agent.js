'use strict';
// SPDX-License-Identifier: MIT

// The old name of http.Agent and http.globalAgent.

const { Agent } = require('http/agent');
const http = require('http');

module.exports = {
  Agent,
  get globalAgent() { return http.globalAgent; },
};

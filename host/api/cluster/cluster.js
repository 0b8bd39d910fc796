'use strict';
// SPDX-License-Identifier: MIT

// cluster: processes of one script that share what they listen on. A primary starts them; what a
// plugin may start is asked where child_process starts it.

require('internal/on-first-use');

const { ofWorker } = require('cluster/role');

module.exports = ofWorker() ?? require('cluster/primary');

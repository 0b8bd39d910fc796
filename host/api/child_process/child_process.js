'use strict';
// SPDX-License-Identifier: MIT

// child_process: other programs. What a plugin may start is asked in the native half.

const { execFileSync, execSync, spawnSync } = require('child_process/sync');

module.exports = { execFileSync, execSync, spawnSync };

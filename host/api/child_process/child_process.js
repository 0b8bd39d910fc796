'use strict';
// SPDX-License-Identifier: MIT

// child_process: other programs. What a plugin may start is asked in the native half.

const { ChildProcess } = require('child_process/child');
const { exec, execFile } = require('child_process/exec');
const { fork, spawn } = require('child_process/spawn');
const { execFileSync, execSync, spawnSync } = require('child_process/sync');

module.exports = {
  ChildProcess, exec, execFile, execFileSync, execSync, fork, spawn, spawnSync,
};

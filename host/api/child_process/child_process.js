'use strict';
// SPDX-License-Identifier: MIT

// child_process: other programs. What a plugin may start is asked in the native half.

const { ChildProcess } = require('child_process/child');
const { exec, execFile } = require('child_process/exec');
const { fork, spawn } = require('child_process/spawn');
const { execFileSync, execSync, spawnSync } = require('child_process/sync');

// For programs that start themselves as a child: the channel to the parent.
function _forkChild(fd, serializationMode) {
  require('child_process/channel').setUpInChild(fd, serializationMode);
}

module.exports = {
  _forkChild, ChildProcess, exec, execFile, execFileSync, execSync, fork, spawn, spawnSync,
};

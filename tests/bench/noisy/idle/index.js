'use strict';
// SPDX-License-Identifier: MIT

// Nothing to do now: an interval of ten seconds and a file watcher.

const fs = require('fs');

exports.activate = (plugin) => {
  setInterval(() => {}, 10000);
  fs.watch(plugin.folder, () => {});
};

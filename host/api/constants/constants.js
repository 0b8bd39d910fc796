'use strict';
// SPDX-License-Identifier: MIT

// constants: an old collection of those of os, fs and crypto, which have them themselves.

require('internal/on-first-use');
const { publicIds, requireBuiltin } = require('internal/builtins');
const fs = require('fs');
const os = require('os');

module.exports = {
  ...os.constants.dlopen,
  ...os.constants.errno,
  ...os.constants.priority,
  ...os.constants.signals,
  ...fs.constants,
  ...(publicIds.includes('crypto') ? requireBuiltin('crypto').constants : undefined),
};
Object.freeze(module.exports);

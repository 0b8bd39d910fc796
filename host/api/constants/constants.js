'use strict';
// SPDX-License-Identifier: MIT

// constants: the numbers of os, fs and crypto in one object, as programs of old have them.

require('internal/on-first-use');

const fs = require('fs');
const os = require('os');

const { dlopen, errno, priority, signals } = os.constants;

module.exports = Object.freeze({
  ...dlopen,
  ...errno,
  ...priority,
  ...signals,
  ...fs.constants,
});

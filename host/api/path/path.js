'use strict';
// SPDX-License-Identifier: MIT

// path: posix rules, which are those of every platform that Plinth runs on today. Both
// platforms' rules are at hand as `posix` and `win32`.

module.exports = require('path/posix');

// SPDX-License-Identifier: MIT
// The names of a CommonJS module's exports, from its text.
module.exports = require('cjs-module-lexer');

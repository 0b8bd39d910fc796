'use strict';
// SPDX-License-Identifier: MIT

// Strings without halves of characters, as web standards take them.

/**
 * @param {unknown} value
 * @returns {string} with U+FFFD for each lone surrogate
 */
function toUSVString(value) {
  return `${value}`.replace(/\p{Surrogate}/gu, '\uFFFD');
}

module.exports = { toUSVString };

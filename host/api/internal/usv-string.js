'use strict';
// SPDX-License-Identifier: MIT

// Strings without halves of characters, as web standards take them.

/**
 * @param {unknown} value
 * @returns {string} with U+FFFD for each lone surrogate
 */
function toUSVString(value) {
  const text = `${value}`;
  return /[\uD800-\uDFFF]/.test(text) ? text.replace(/\p{Surrogate}/gu, '\uFFFD') : text;
}

module.exports = { toUSVString };

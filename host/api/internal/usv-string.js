'use strict';
// SPDX-License-Identifier: MIT

// Strings without halves of characters, as web standards take them.

// Shorter texts are looked at without a regular expression, which takes longer to start.
const MOST_LOOKED_AT = 100;

function hasSurrogate(text) {
  for (let i = 0; i < text.length; i++) {
    if ((text.charCodeAt(i) & 0xF800) === 0xD800) return true;
  }
  return false;
}

/**
 * @param {unknown} value
 * @returns {string} with U+FFFD for each lone surrogate
 */
function toUSVString(value) {
  const text = `${value}`;
  if (text.length <= MOST_LOOKED_AT && !hasSurrogate(text)) return text;
  return /[\uD800-\uDFFF]/.test(text) ? text.replace(/\p{Surrogate}/gu, '\uFFFD') : text;
}

module.exports = { toUSVString };

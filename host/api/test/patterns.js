'use strict';
// SPDX-License-Identifier: MIT

// --test-name-pattern: text, or /expression/flags.

require('internal/on-first-use');

function escape(text) {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** @param {string | RegExp} pattern */
function toPattern(pattern) {
  if (pattern instanceof RegExp) return pattern;
  const match = /^\/(.*)\/([a-z]*)$/s.exec(pattern);
  if (match === null) return new RegExp(pattern);
  return new RegExp(match[1], match[2]);
}

/** An expression for file names with *, ** and ?. */
function globToExpression(glob) {
  const source = glob.replace(/\*\*\/|\*\*|\*|\?|[^*?]+/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    return part === '?' ? '[^/]' : escape(part);
  });
  return new RegExp(`^${source}$`);
}

module.exports = { globToExpression, toPattern };

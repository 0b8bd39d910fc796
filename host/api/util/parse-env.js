'use strict';
// SPDX-License-Identifier: MIT

// The text of a .env file as an object: `NAME=value` lines, `export` before them, comments from '#'
// on, values in quotes that may have several lines.

require('internal/on-first-use');

const QUOTES = ['"', "'", '`'];

// Where a line ends that starts at `at`.
function lineEnd(text, at) {
  const found = text.indexOf('\n', at);
  return found === -1 ? text.length : found;
}

// [value, where the next line begins] of what stands behind an '='.
function readValue(text, start) {
  let at = start;
  while (text[at] === ' ' || text[at] === '\t') at++;
  const end = lineEnd(text, at);
  const quote = text[at];
  if (QUOTES.includes(quote)) {
    const close = text.indexOf(quote, at + 1);
    if (close !== -1) {
      const inner = text.slice(at + 1, close);
      return [quote === '"' ? inner.replaceAll('\\n', '\n') : inner, lineEnd(text, close) + 1];
    }
  }
  const comment = text.slice(at, end).indexOf('#');
  return [text.slice(at, comment === -1 ? end : at + comment).trim(), end + 1];
}

/** @returns {Record<string, string>} */
function parseEnvText(source) {
  const text = source.replace(/\r\n?/g, '\n');
  const variables = {};
  let at = 0;
  while (at < text.length) {
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    const equals = line.indexOf('=');
    if (/^\s*(?:#|$)/.test(line) || equals === -1) {
      at = end + 1;
      continue;
    }
    const name = line.slice(0, equals).trim().replace(/^export\s+/, '');
    const [value, next] = readValue(text, at + equals + 1);
    if (name !== '') variables[name] = value;
    at = next;
  }
  return variables;
}

module.exports = { parseEnvText };

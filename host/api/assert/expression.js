'use strict';
// SPDX-License-Identifier: MIT

// The source text of a failed assert.ok(...), to say what was false.

// Where a function's caller called it.
function callSite(frame) {
  const { prepareStackTrace, stackTraceLimit } = Error;
  const holder = {};
  Error.stackTraceLimit = 1;
  Error.prepareStackTrace = (_, sites) => sites;
  Error.captureStackTrace(holder, frame);
  const [site] = holder.stack;
  Error.prepareStackTrace = prepareStackTrace;
  Error.stackTraceLimit = stackTraceLimit;
  return site;
}

// Past a quoted text that begins at `at`.
function skipQuoted(source, at) {
  const mark = source[at];
  let i = at + 1;
  while (i < source.length && source[i] !== mark) i += source[i] === '\\' ? 2 : 1;
  return i + 1;
}

function skipComment(source, at) {
  if (source[at + 1] === '/') {
    const end = source.indexOf('\n', at);
    return end === -1 ? source.length : end;
  }
  const end = source.indexOf('*/', at + 2);
  return end === -1 ? source.length : end + 2;
}

// A slash begins a pattern where no value stands before it.
function isPatternStart(source, at) {
  const before = source.slice(0, at).trimEnd();
  return /(^|[=(,:;!&|?{}[\n]|=>|return|typeof)$/.test(before);
}

function skipPattern(source, at) {
  let inClass = false;
  for (let i = at + 1; i < source.length; i++) {
    if (source[i] === '\\') i++;
    else if (source[i] === '[') inClass = true;
    else if (source[i] === ']') inClass = false;
    else if (source[i] === '/' && !inClass) return i + 1;
  }
  return source.length;
}

// The end of the call whose parenthesis opens at `open`.
function callEnd(source, open) {
  let depth = 0;
  for (let i = open; i < source.length;) {
    const character = source[i];
    if ('\'"`'.includes(character)) {
      i = skipQuoted(source, i);
    } else if (character === '/' && '/*'.includes(source[i + 1])) {
      i = skipComment(source, i);
    } else if (character === '/' && isPatternStart(source, i)) {
      i = skipPattern(source, i);
    } else {
      if ('([{'.includes(character)) depth++;
      else if (')]}'.includes(character) && --depth === 0) return i + 1;
      i++;
    }
  }
  return -1;
}

/**
 * The text of a call in a source, its further lines moved left as far as its first.
 *
 * @param {string} source
 * @param {number} line from 1
 * @param {number} column from 1
 * @returns {string | undefined}
 */
function callText(source, line, column) {
  let at = 0;
  for (let i = 1; i < line; i++) {
    at = source.indexOf('\n', at) + 1;
    if (at === 0) return undefined;
  }
  const lineStart = at;
  at += column - 1;
  // V8 points at the method's name; its object is part of the call.
  let start = at;
  while (start > lineStart && /[\p{ID_Continue}$.?\])]/u.test(source[start - 1])) start--;
  const open = source.indexOf('(', at);
  if (open === -1) return undefined;
  const end = callEnd(source, open);
  if (end === -1) return undefined;
  const indentation = start - lineStart;
  const lines = source.slice(start, end).split('\n').map((text, i) => {
    if (i === 0) return text;
    const blank = /^\s*/.exec(text)[0].length;
    return text.slice(Math.min(indentation, blank));
  });
  return lines.join('\n  ');
}

/**
 * The source of the call of `frame` that is being made, or nothing where it cannot be read.
 *
 * @param {Function} frame
 * @returns {string | undefined}
 */
function calledAs(frame) {
  const site = callSite(frame);
  const name = site?.getFileName();
  if (!name || site.isEval()) return undefined;
  try {
    const path = name.startsWith('file://') ? require('url').fileURLToPath(name) : name;
    const source = require('fs').readFileSync(path, 'utf8');
    return callText(source, site.getLineNumber(), site.getColumnNumber());
  } catch {
    // A source that is no file, or one that the plugin may not read.
    return undefined;
  }
}

module.exports = { calledAs };

'use strict';
// SPDX-License-Identifier: MIT

// Glob patterns: *, **, ?, [classes], {alternatives} and @(a|b), ?(a), *(a), +(a), !(a).
// A name that starts with a dot is matched by a pattern only that starts with one, too.

require('internal/on-first-use');

const SPECIAL = /[\\^$+.()|{}[\]?*/]/g;
const EXTENDED = /[@?*+!]\(/y;
const MOST_ALTERNATIVES = 4096;

// The index behind the bracket that closes the one at `start`; -1: there is none.
function closing(pattern, start, open, close) {
  let depth = 0;
  for (let i = start; i < pattern.length; i++) {
    if (pattern[i] === '\\') i++;
    else if (pattern[i] === open) depth++;
    else if (pattern[i] === close && --depth === 0) return i + 1;
  }
  return -1;
}

// Splits at the separators that are inside no bracket.
function splitOutside(text, separator) {
  const parts = [''];
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text[i];
    if (char === '\\') {
      parts[parts.length - 1] += char + (text[++i] ?? '');
      continue;
    }
    if ('{(['.includes(char)) depth++;
    else if ('})]'.includes(char)) depth--;
    if (char === separator && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts;
}

function range(inner) {
  const numbers = /^(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?$/.exec(inner);
  if (numbers !== null) {
    const [from, to] = [Number(numbers[1]), Number(numbers[2])];
    const step = Math.max(1, Math.abs(Number(numbers[3] ?? 1)));
    const width = /^-?0\d/.test(numbers[1]) || /^-?0\d/.test(numbers[2]) ?
      Math.max(numbers[1].length, numbers[2].length) : 0;
    const count = Math.min(Math.floor(Math.abs(to - from) / step) + 1, MOST_ALTERNATIVES);
    return Array.from({ length: count }, (_, i) =>
      String(from + (to < from ? -1 : 1) * i * step).padStart(width, '0'));
  }
  const letters = /^([A-Za-z])\.\.([A-Za-z])$/.exec(inner);
  if (letters === null) return undefined;
  const [from, to] = [letters[1].charCodeAt(0), letters[2].charCodeAt(0)];
  return Array.from({ length: Math.abs(to - from) + 1 }, (_, i) =>
    String.fromCharCode(from + (to < from ? -i : i)));
}

/** 'a{b,c}' as ['ab', 'ac']. */
function expandBraces(pattern) {
  for (let i = 0; i < pattern.length; i++) {
    if (pattern[i] === '\\') {
      i++;
    } else if (pattern[i] === '{') {
      const end = closing(pattern, i, '{', '}');
      if (end === -1) return [pattern];
      const inner = pattern.slice(i + 1, end - 1);
      const parts = splitOutside(inner, ',');
      const choices = parts.length > 1 ? parts.flatMap(expandBraces) : range(inner);
      if (choices === undefined) continue;
      const tails = expandBraces(pattern.slice(end));
      const all = choices.flatMap((choice) => tails.map((tail) => pattern.slice(0, i) + choice + tail));
      return all.slice(0, MOST_ALTERNATIVES);
    }
  }
  return [pattern];
}

// '[a-z]' as a class of RegExp: [source, index behind it].
function classSource(pattern, start) {
  let at = start + 1;
  const negated = pattern[at] === '!' || pattern[at] === '^';
  if (negated) at++;
  const first = at;
  let source = '';
  while (at < pattern.length && (pattern[at] !== ']' || at === first)) {
    const named = /^\[:(alpha|digit|alnum|upper|lower|space|punct|xdigit|word):\]/
      .exec(pattern.slice(at));
    if (named !== null) {
      source += { alpha: '\\p{L}\\p{Nl}', digit: '\\p{Nd}', alnum: '\\p{L}\\p{Nl}\\p{Nd}',
        upper: '\\p{Lu}', lower: '\\p{Ll}', space: '\\p{Z}\\t\\r\\n\\v\\f', punct: '\\p{P}',
        xdigit: 'A-Fa-f0-9', word: '\\p{L}\\p{Nl}\\p{Nd}\\p{Pc}' }[named[1]];
      at += named[0].length;
      continue;
    }
    if (pattern[at] === '\\') at++;
    const char = pattern[at++] ?? '';
    source += char === '-' ? '-' : char.replace(/[\\\]^[&~]/g, '\\$&');
  }
  if (at >= pattern.length || source === '') return undefined;
  return [`[${negated ? '^/' : ''}${source}]`, at + 1];
}

// What a segment (no '/') matches, as a source of RegExp.
function segmentSource(segment, isStart = true) {
  let source = '';
  const noDot = isStart ? '(?!\\.)' : '';
  for (let i = 0; i < segment.length;) {
    const begins = i === 0 ? noDot : '';
    EXTENDED.lastIndex = i;
    if (EXTENDED.test(segment)) {
      const end = closing(segment, i + 1, '(', ')');
      if (end !== -1) {
        const inner = splitOutside(segment.slice(i + 2, end - 1), '|')
          .map((part) => segmentSource(part, false)).join('|');
        const rest = segmentSource(segment.slice(end), false);
        if (segment[i] === '!') return `${source}${begins}(?!(?:${inner})${rest}$)[^/]*?${rest}`;
        const count = segment[i] === '@' ? '' : segment[i];
        return `${source}${begins}(?:${inner})${count}${rest}`;
      }
    }
    const char = segment[i];
    if (char === '*') {
      while (segment[i] === '*') i++;
      source += `${begins}[^/]*?`;
    } else if (char === '?') {
      source += `${begins}[^/]`;
      i++;
    } else if (char === '[' && classSource(segment, i) !== undefined) {
      const [made, next] = classSource(segment, i);
      source += begins + made;
      i = next;
    } else {
      if (char === '\\' && i + 1 < segment.length) i++;
      source += segment[i].replace(SPECIAL, '\\$&');
      i++;
    }
  }
  return source;
}

function patternSource(pattern) {
  const segments = splitOutside(pattern, '/');
  let source = '';
  segments.forEach((segment, i) => {
    const isLast = i === segments.length - 1;
    if (segment === '**') {
      if (isLast) source += i === 0 ? '(?:(?!\\.)[^/]+(?:/(?!\\.)[^/]+)*/?)?' :
        '(?!\\.)[^/]+(?:/(?!\\.)[^/]+)*/?';
      else source += '(?:(?!\\.)[^/]+/)*';
      return;
    }
    // A star alone matches no empty name.
    const made = /^\*+$/.test(segment) ? '(?!\\.)[^/]+?' : segmentSource(segment);
    source += isLast ? made : `${made}/`;
  });
  return `^${source}$`;
}

/**
 * Whether a path, with '/' between its names, matches.
 *
 * @param {string} path
 * @param {string} pattern
 * @param {{ ignoreCase?: boolean }} [options]
 */
function matchesGlob(path, pattern, { ignoreCase = false } = {}) {
  const flags = ignoreCase ? 'iu' : 'u';
  return expandBraces(pattern).some((one) => {
    try {
      return new RegExp(patternSource(one), flags).test(path);
    } catch {
      return one === path;  // No pattern, after all.
    }
  });
}

module.exports = { expandBraces, matchesGlob, segmentSource };

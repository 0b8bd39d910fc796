'use strict';
// SPDX-License-Identifier: MIT

// path.posix: paths whose only separator is "/".

const {
  formatPath, resolveDots, validateBasenameArguments, withoutSuffix,
} = require('internal/path-dots');
const { validateString } = require('internal/validate');

const DOT = 0x2E;
const SLASH = 0x2F;

function resolve(...paths) {
  let resolved = '';
  // From the right: the first absolute path settles it.
  for (let i = paths.length - 1; i >= -1 && !resolved.startsWith('/'); i--) {
    const path = i >= 0 ? paths[i] : process.cwd();
    if (typeof path !== 'string') validateString(path, i >= 0 ? `paths[${i}]` : 'process.cwd()');
    if (path.length > 0) resolved = resolved === '' ? path : `${path}/${resolved}`;
  }
  const absolute = resolved.startsWith('/');
  const text = resolveDots(resolved, SLASH, '/', absolute ? 'inside' : 'above');
  return absolute ? `/${text}` : text || '.';
}

function normalize(path) {
  validateString(path, 'path');
  if (path.length === 0) return '.';
  const absolute = path.startsWith('/');
  let text = resolveDots(path, SLASH, '/', absolute ? 'inside' : 'above');
  if (text === '') {
    if (absolute) return '/';
    return path.endsWith('/') ? './' : '.';
  }
  if (path.endsWith('/')) text += '/';
  return absolute ? `/${text}` : text;
}

function isAbsolute(path) {
  validateString(path, 'path');
  return path.startsWith('/');
}

function join(...paths) {
  let joined = '';
  for (const path of paths) {
    validateString(path, 'path');
    if (path.length > 0) joined += joined === '' ? path : `/${path}`;
  }
  return joined === '' ? '.' : normalize(joined);
}

function relative(from, to) {
  validateString(from, 'from');
  validateString(to, 'to');
  if (from === to) return '';
  const [source, target] = [resolve(from), resolve(to)];
  if (source === target) return '';

  const up = source === '/' ? '' : source;
  const down = target === '/' ? '' : target;
  const common = commonSegments(up, down);
  let text = '';
  for (let i = common; i < up.length; i++) {
    if (up.charCodeAt(i) === SLASH) text += text === '' ? '..' : '/..';
  }
  const rest = down.slice(common + 1);
  return text === '' || rest === '' ? text + rest : `${text}/${rest}`;
}

// How much of the start of two paths, '' or '/a/b', are segments that are the same.
function commonSegments(one, other) {
  const shorter = Math.min(one.length, other.length);
  let common = 0;
  for (let i = 0; i < shorter; i++) {
    const code = one.charCodeAt(i);
    if (code !== other.charCodeAt(i)) return common;
    if (code === SLASH) common = i;
  }
  const ends = (path) => path.length === shorter || path.charCodeAt(shorter) === SLASH;
  return ends(one) && ends(other) ? shorter : common;
}

function toNamespacedPath(path) {
  return path;
}

// Where the last segment begins and ends, separators after it left out.
function lastSegment(path) {
  let end = path.length;
  while (end > 1 && path.charCodeAt(end - 1) === SLASH) end--;
  if (path.charCodeAt(end - 1) === SLASH) return { start: end, end };
  return { start: path.lastIndexOf('/', end - 1) + 1, end };
}

function dirname(path) {
  validateString(path, 'path');
  if (path.length === 0) return '.';
  const { start } = lastSegment(path);
  if (start === 0) return '.';
  // "//a" keeps both of its separators.
  if (start === 2 && path.startsWith('//')) return '//';
  return start === 1 ? '/' : path.slice(0, start - 1);
}

// The loops below are what optimised code does best: searching a text costs a call out of it.

function endWithoutSlashes(path) {
  let end = path.length;
  while (end > 1 && path.charCodeAt(end - 1) === SLASH) end--;
  return end;
}

function endsAt(path, end, suffix) {
  const offset = end - suffix.length;
  for (let i = 0; i < suffix.length; i++) {
    if (path.charCodeAt(offset + i) !== suffix.charCodeAt(i)) return false;
  }
  return true;
}

function basename(path, suffix) {
  if (typeof path !== 'string' || (suffix !== undefined && typeof suffix !== 'string')) {
    validateBasenameArguments(path, suffix);
  }
  let end = path.length;
  while (end > 1 && path.charCodeAt(end - 1) === SLASH) end--;
  let start = end;
  while (start > 0 && path.charCodeAt(start - 1) !== SLASH) start--;
  if (suffix === undefined) return path.slice(start, end);
  if (suffix.length > 0 && suffix.length < end - start && endsAt(path, end, suffix)) {
    return path.slice(start, end - suffix.length);
  }
  return start === end ? withoutSuffix(path, 0, 0, suffix) :
    withoutSuffix(path, start, end, suffix);
}

// Where the extension of the segment from start to end begins; `end` when it has none. A dot that
// starts the name starts no extension.
function extensionOf(path, start, end, dot) {
  if (dot <= start) return end;
  const isUp = end - start === 2 && path.charCodeAt(start) === DOT && dot === start + 1;
  return isUp ? end : dot;
}

function extname(path) {
  if (typeof path !== 'string') validateString(path, 'path');
  let end = path.length;
  while (end > 1 && path.charCodeAt(end - 1) === SLASH) end--;
  for (let at = end - 1; at > 0; at--) {
    const code = path.charCodeAt(at);
    if (code === SLASH) return '';
    if (code !== DOT) continue;
    const before = path.charCodeAt(at - 1);
    const isUp = before === DOT && at === end - 1 && (at === 1 || path.charCodeAt(at - 2) === SLASH);
    return before === SLASH || isUp ? '' : path.slice(at, end);
  }
  return '';
}

function format(pathObject) {
  return formatPath('/', pathObject);
}

function parse(path) {
  if (typeof path !== 'string') validateString(path, 'path');
  const first = path.length > 0 && path.charCodeAt(0) === SLASH ? 1 : 0;
  const root = first === 1 ? '/' : '';
  const end = endWithoutSlashes(path);
  let dot = -1;
  let start = end;
  for (; start > first; start--) {
    const code = path.charCodeAt(start - 1);
    if (code === SLASH) break;
    if (code === DOT && dot === -1) dot = start - 1;
  }
  const extension = extensionOf(path, start, end, dot);
  return {
    root,
    dir: start > first ? path.slice(0, start - 1) : root,
    base: path.slice(start, end),
    ext: path.slice(extension, end),
    name: path.slice(start, extension),
  };
}

/** Whether a path matches a glob pattern: `*`, `**`, `?`, `[a-z]`, `{a,b}`, `!(a|b)`. */
function matchesGlob(path, pattern) {
  validateString(path, 'path');
  validateString(pattern, 'pattern');
  return require('internal/glob-pattern').matchesGlob(path, pattern);
}

const posix = {
  resolve,
  normalize,
  isAbsolute,
  join,
  relative,
  toNamespacedPath,
  dirname,
  basename,
  extname,
  format,
  parse,
  matchesGlob,
  sep: '/',
  delimiter: ':',
  win32: null,
  posix: null,
  // Node's old name of toNamespacedPath.
  _makeLong: toNamespacedPath,
};

module.exports = posix;

posix.posix = posix;
posix.win32 = require('path/win32');

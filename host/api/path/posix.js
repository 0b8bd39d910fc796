'use strict';
// SPDX-License-Identifier: MIT

// path.posix: paths whose only separator is "/".

const {
  formatPath, resolveDots, splitExtension, validateBasenameArguments, withoutSuffix,
} = require('internal/path-dots');
const { validateString } = require('internal/validate');

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

function basename(path, suffix) {
  validateBasenameArguments(path, suffix);
  const { start, end } = lastSegment(path);
  return start === end ? withoutSuffix(path, 0, 0, suffix) :
    withoutSuffix(path, start, end, suffix);
}

function extname(path) {
  validateString(path, 'path');
  const { start, end } = lastSegment(path);
  return splitExtension(path.slice(start, end))[1];
}

function format(pathObject) {
  return formatPath('/', pathObject);
}

function parse(path) {
  validateString(path, 'path');
  const root = path.startsWith('/') ? '/' : '';
  const { start, end } = lastSegment(path);
  const base = path.slice(start, end);
  const [name, ext] = splitExtension(base);
  const dir = start > 1 ? path.slice(0, start - 1) : path.slice(0, start);
  return { root, dir: start === 0 ? '' : dir || root, base, ext, name };
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

'use strict';
// SPDX-License-Identifier: MIT

// What both sets of path rules share: resolving "." and "..", and taking file names apart.

const { validateObject, validateString } = require('internal/validate');

const DOT = 0x2E;
const SLASH = 0x2F;

/**
 * A path's segments without "." and empty ones, each ".." having removed what it follows.
 *
 * @param {string} path
 * @param {number} other the character that separates as well as "/", by its code
 * @param {string} separator what the result is joined with
 * @param {'above' | 'inside'} reach whether a ".." may be left over at the start
 */
function resolveDots(path, other, separator, reach) {
  let text = '';
  let depth = 0;  // Segments in it that a ".." may remove.
  let start = 0;
  for (let i = 0; i <= path.length; i++) {
    const code = i < path.length ? path.charCodeAt(i) : SLASH;
    if (code !== SLASH && code !== other) continue;
    const size = i - start;
    const isDots = size > 0 && size < 3 && path.charCodeAt(start) === DOT &&
      path.charCodeAt(i - 1) === DOT;
    if (size > 0 && !isDots) {
      text += text === '' ? path.slice(start, i) : `${separator}${path.slice(start, i)}`;
      depth++;
    } else if (size === 2 && depth > 0) {
      depth--;
      text = text.slice(0, Math.max(0, text.lastIndexOf(separator)));
    } else if (size === 2 && reach === 'above') {
      text += text === '' ? '..' : `${separator}..`;
    }
    start = i + 1;
  }
  return text;
}

/** "name.ext" as [name, ext]; a dot that starts the name starts no extension. */
function splitExtension(base) {
  const dot = base.lastIndexOf('.');
  if (dot <= 0 || base === '..') return [base, ''];
  return [base.slice(0, dot), base.slice(dot)];
}

/** The last part of a path, which lies from start to end, without `suffix` if that is not all. */
function withoutSuffix(path, start, end, suffix) {
  const base = path.slice(start, end);
  if (suffix === undefined || suffix === '' || suffix.length > path.length) return base;
  if (suffix === path) return '';
  if (suffix === base) return base;
  if (base.endsWith(suffix)) return base.slice(0, base.length - suffix.length);
  // As in Node, separators at the end stay when the suffix goes on where the name began.
  return suffix.endsWith(base) ? path.slice(start) : base;
}

/** path.format() for a separator. */
function formatPath(separator, pathObject) {
  validateObject(pathObject, 'pathObject');
  const { root, ext } = pathObject;
  const dir = pathObject.dir || root;
  const extension = ext ? `${ext[0] === '.' ? '' : '.'}${ext}` : '';
  const base = pathObject.base || `${pathObject.name || ''}${extension}`;
  if (!dir) return base;
  return dir === root ? `${dir}${base}` : `${dir}${separator}${base}`;
}

function validateBasenameArguments(path, suffix) {
  if (suffix !== undefined) validateString(suffix, 'suffix');
  validateString(path, 'path');
}

module.exports = {
  formatPath, resolveDots, splitExtension, validateBasenameArguments, withoutSuffix,
};

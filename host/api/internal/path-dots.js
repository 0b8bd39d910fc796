'use strict';
// SPDX-License-Identifier: MIT

// What both sets of path rules share: resolving "." and "..", and taking file names apart.

const { validateObject, validateString } = require('internal/validate');

/**
 * A path's segments without "." and empty ones, each ".." having removed what it follows.
 *
 * @param {string} path
 * @param {RegExp} separators
 * @param {string} separator what the result is joined with
 * @param {'above' | 'inside'} reach whether a ".." may be left over at the start
 */
function resolveDots(path, separators, separator, reach) {
  const kept = [];
  for (const segment of path.split(separators)) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') {
      kept.push(segment);
    } else if (kept.length > 0 && kept[kept.length - 1] !== '..') {
      kept.pop();
    } else if (reach === 'above') {
      kept.push('..');
    }
  }
  return kept.join(separator);
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

'use strict';
// SPDX-License-Identifier: MIT

// path.win32: drive letters, UNC shares and both separators.

const {
  formatPath, resolveDots, splitExtension, validateBasenameArguments, withoutSuffix,
} = require('internal/path-dots');
const { validateString } = require('internal/validate');

const BACKSLASH = 0x5C;

const isSeparator = (character) => character === '/' || character === '\\';

// "\\server\share" with what follows it, and "C:".
const UNC = /^[\\/]{2}([^\\/]+)[\\/]+([^\\/]+)([\\/]*)/;
const DRIVE = /^[a-zA-Z]:/;

/**
 * The parts that a path's rules depend on.
 *
 * @typedef {object} Root
 * @property {string} device "C:" or "\\server\share", or nothing
 * @property {boolean} absolute
 * @property {number} end where the path goes on after the root and its separators
 */
function rootOf(path) {
  if (isSeparator(path[0])) {
    const unc = UNC.exec(path);
    if (unc === null) return { device: '', absolute: true, end: 1 };
    const [all, server, share, rest] = unc;
    // Devices ("\\\\.\\COM1") have no share.
    if (server === '.' || server === '?') {
      return { device: `\\\\${server}`, absolute: true, end: 4 };
    }
    const device = `\\\\${server}\\${share}`;
    return { device, absolute: true, end: all.length - Math.max(rest.length - 1, 0), share: true };
  }
  if (DRIVE.test(path)) {
    const absolute = isSeparator(path[2]);
    return { device: path.slice(0, 2), absolute, end: absolute ? 3 : 2 };
  }
  return { device: '', absolute: false, end: 0 };
}

const RESERVED = /^(CON|PRN|AUX|NUL|COM[1-9\u00b9\u00b2\u00b3]|LPT[1-9\u00b9\u00b2\u00b3])$/i;

// "CON:" and its like name devices wherever they stand.
function isReserved(path) {
  const colon = path.indexOf(':');
  return colon !== -1 && RESERVED.test(path.slice(0, colon));
}

const reachOf = (absolute) => (absolute ? 'inside' : 'above');

// The directory that a relative path on a drive is relative to.
function directoryOf(device) {
  const directory = device === '' ? process.cwd() : process.env[`=${device}`] ?? process.cwd();
  const foreign = device !== '' && isSeparator(directory[2]) &&
    directory.slice(0, 2).toLowerCase() !== device.toLowerCase();
  return foreign ? `${device}\\` : directory;
}

function resolve(...paths) {
  let device = '';
  let tail = '';
  let absolute = false;
  for (let i = paths.length - 1; i >= -1 && !(absolute && device !== ''); i--) {
    let path;
    if (i >= 0) {
      path = paths[i];
      validateString(path, `paths[${i}]`);
      if (path.length === 0) continue;
    } else {
      path = directoryOf(device);
    }
    const root = rootOf(path);
    if (root.device !== '') {
      if (device !== '' && root.device.toLowerCase() !== device.toLowerCase()) continue;
      if (device === '') ({ device } = root);
    }
    if (absolute) continue;
    tail = `${path.slice(root.end)}\\${tail}`;
    ({ absolute } = root);
  }
  tail = resolveDots(tail, BACKSLASH, '\\', reachOf(absolute));
  return absolute ? `${device}\\${tail}` : `${device}${tail}` || '.';
}

function normalize(path) {
  validateString(path, 'path');
  if (path.length === 0) return '.';
  if (path.length === 1) return path === '/' ? '\\' : path;
  const { device, absolute, end, share } = rootOf(path);
  if (share && end >= path.length && !isSeparator(path[path.length - 1])) return `${device}\\`;

  let tail = end < path.length ?
    resolveDots(path.slice(end), BACKSLASH, '\\', reachOf(absolute)) : '';
  if (tail === '' && !absolute) tail = '.';
  if (tail !== '' && isSeparator(path[path.length - 1])) tail += '\\';
  // What was relative must not become a drive's or a device's path.
  const becomesDrive = !absolute && device === '' && (DRIVE.test(tail) || /:([\\/]|$)/.test(path));
  if (becomesDrive || isReserved(path)) return `.\\${device}${tail}`;
  return `${device}${absolute ? '\\' : ''}${tail}`;
}

function isAbsolute(path) {
  validateString(path, 'path');
  return isSeparator(path[0]) || (DRIVE.test(path) && isSeparator(path[2]));
}

function join(...paths) {
  let joined;
  let first;
  for (const path of paths) {
    validateString(path, 'path');
    if (path.length === 0) continue;
    if (joined === undefined) joined = first = path;
    else joined += `\\${path}`;
  }
  if (joined === undefined) return '.';
  // What only becomes a share by joining is none: the separators at the start are made one.
  const startsShare = isSeparator(first[0]) && isSeparator(first[1]) &&
    first.length > 2 && !isSeparator(first[2]);
  if (!startsShare) {
    const start = joined.search(/[^\\/]|$/);
    if (start >= 2) joined = `\\${joined.slice(start)}`;
  }
  return normalize(joined);
}

function relative(from, to) {
  validateString(from, 'from');
  validateString(to, 'to');
  if (from === to) return '';
  const [source, target] = [resolve(from), resolve(to)];
  if (source === target) return '';
  if (source.toLowerCase() === target.toLowerCase()) return '';

  const segments = (path) => path.split('\\').filter((segment) => segment !== '');
  const [up, down] = [segments(source), segments(target)];
  let common = 0;
  while (common < up.length && common < down.length &&
      up[common].toLowerCase() === down[common].toLowerCase()) {
    common++;
  }
  // Nothing in common: no way leads from one to the other.
  if (common === 0 && up.length > 0 && down.length > 0) return target;
  return [...up.slice(common).fill('..'), ...down.slice(common)].join('\\');
}

function toNamespacedPath(path) {
  if (typeof path !== 'string' || path.length === 0) return path;
  const resolved = resolve(path);
  if (resolved.length <= 2) return path;
  if (resolved.startsWith('\\\\')) {
    const isDevice = resolved[2] === '?' || resolved[2] === '.';
    return isDevice ? resolved : `\\\\?\\UNC\\${resolved.slice(2)}`;
  }
  return DRIVE.test(resolved) && resolved[2] === '\\' ? `\\\\?\\${resolved}` : resolved;
}

// Where a path's root ends as dirname() and parse() see it: the whole path when that is all.
function rootEnd(path) {
  if (isSeparator(path[0])) {
    const unc = UNC.exec(path);
    if (unc === null) return 1;
    const [all, , , rest] = unc;
    return all.length - Math.max(rest.length - 1, 0);
  }
  if (!DRIVE.test(path)) return 0;
  return isSeparator(path[2]) ? 3 : 2;
}

// Where the last segment begins and ends, separators after it left out.
function lastSegment(path, from) {
  let end = path.length;
  while (end > from && isSeparator(path[end - 1])) end--;
  let start = end;
  while (start > from && !isSeparator(path[start - 1])) start--;
  return { start, end };
}

function dirname(path) {
  validateString(path, 'path');
  if (path.length === 0) return '.';
  const from = rootEnd(path);
  if (from === path.length) return path;
  const { start } = lastSegment(path, from);
  if (start > from) return path.slice(0, start - 1);
  return from === 0 ? '.' : path.slice(0, from);
}

function basename(path, suffix) {
  validateBasenameArguments(path, suffix);
  const { start, end } = lastSegment(path, DRIVE.test(path) ? 2 : 0);
  return withoutSuffix(path, start, end, suffix);
}

function extname(path) {
  validateString(path, 'path');
  const { start, end } = lastSegment(path, DRIVE.test(path) ? 2 : 0);
  return splitExtension(path.slice(start, end))[1];
}

function format(pathObject) {
  return formatPath('\\', pathObject);
}

function parse(path) {
  validateString(path, 'path');
  const from = rootEnd(path);
  const root = path.slice(0, from);
  if (from === path.length) return { root, dir: root, base: '', ext: '', name: '' };
  const { start, end } = lastSegment(path, from);
  const base = path.slice(start, end);
  const [name, ext] = splitExtension(base);
  const dir = start > from ? path.slice(0, start - 1) : root;
  return { root, dir, base, ext, name };
}

/** Whether a path matches a glob pattern; both of them may have either separator. */
function matchesGlob(path, pattern) {
  validateString(path, 'path');
  validateString(pattern, 'pattern');
  const slashed = (text) => text.replaceAll('\\', '/');
  return require('internal/glob-pattern')
    .matchesGlob(slashed(path), slashed(pattern), { ignoreCase: true });
}

const win32 = {
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
  sep: '\\',
  delimiter: ';',
  win32: null,
  posix: null,
  // Node's old name of toNamespacedPath.
  _makeLong: toNamespacedPath,
};

module.exports = win32;

win32.win32 = win32;
win32.posix = require('path/posix');

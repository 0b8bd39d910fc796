'use strict';
// SPDX-License-Identifier: MIT

// file: URLs and paths, and the options of a request to a URL.

const path = require('path');
const { codes: {
  ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_FILE_URL_HOST,
  ERR_INVALID_FILE_URL_PATH, ERR_INVALID_URL_SCHEME,
} } = require('internal/errors');
const { validateString } = require('internal/validate');
const { URL } = require('url/class');

// url.parse() results look alike, but are not URLs.
function isURLLike(value) {
  return value !== null && typeof value === 'object' && Boolean(value.href && value.protocol) &&
    value.auth === undefined && value.path === undefined;
}

function windowsPath(url) {
  if (/%(2f|5c)/i.test(url.pathname)) {
    throw new ERR_INVALID_FILE_URL_PATH('must not include encoded \\ or / characters');
  }
  const pathname = decodeURIComponent(url.pathname.replaceAll('/', '\\'));
  if (url.hostname !== '') {
    return `\\\\${require('url').domainToUnicode(url.hostname)}${pathname}`;
  }
  if (!/^.[a-z]:/i.test(pathname)) throw new ERR_INVALID_FILE_URL_PATH('must be absolute');
  return pathname.slice(1);
}

function posixPath(url) {
  if (url.hostname !== '') throw new ERR_INVALID_FILE_URL_HOST(process.platform);
  if (/%2f/i.test(url.pathname)) {
    throw new ERR_INVALID_FILE_URL_PATH('must not include encoded / characters');
  }
  return decodeURIComponent(url.pathname);
}

/**
 * @param {string | URL} file
 * @param {{ windows?: boolean }} [options]
 */
function fileURLToPath(file, options = undefined) {
  const url = typeof file === 'string' ? new URL(file) : file;
  if (!isURLLike(url)) throw new ERR_INVALID_ARG_TYPE('path', ['string', 'URL'], file);
  if (url.protocol !== 'file:') throw new ERR_INVALID_URL_SCHEME('file');
  return options?.windows ?? process.platform === 'win32' ? windowsPath(url) : posixPath(url);
}

// The characters that a parser would take for something else, or drop: blanks at the end, too.
const ESCAPED = {
  '%': '%25', '\\': '%5C', '\n': '%0A', '\r': '%0D', '\t': '%09', '?': '%3F', '#': '%23',
};

function uncURL(filepath) {
  const resolved = path.win32.resolve(filepath);
  const end = resolved.indexOf('\\', 2);
  if (end === -1) throw new ERR_INVALID_ARG_VALUE('path', resolved, 'Missing UNC resource path');
  if (end === 2) throw new ERR_INVALID_ARG_VALUE('path', resolved, 'Empty UNC servername');
  const url = new URL('file://');
  url.hostname = resolved.slice(2, end);
  url.pathname = resolved.slice(end).replace(/[%\n\r\t]/g, (c) => ESCAPED[c]).replaceAll('\\', '/');
  return url;
}

/**
 * @param {string} filepath
 * @param {{ windows?: boolean }} [options]
 */
function pathToFileURL(filepath, options = undefined) {
  validateString(filepath, 'path');
  const windows = options?.windows ?? process.platform === 'win32';
  if (windows && filepath.startsWith('\\\\')) return uncURL(filepath);
  const { resolve, sep } = windows ? path.win32 : path.posix;
  let resolved = resolve(filepath);
  const last = filepath.charCodeAt(filepath.length - 1);
  if ((last === 0x2f || (windows && last === 0x5c)) && !resolved.endsWith(sep)) resolved += '/';
  const escaped = resolved.replace(windows ? /[%\n\r\t?#]/g : /[%\\\n\r\t?#]/g, (c) => ESCAPED[c]);
  const kept = escaped.replace(/[\0-\x20]+$/, (blanks) => encodeURIComponent(blanks));
  return new URL(`file://${windows ? '/' : ''}${kept}`);
}

/**
 * @param {URL} url
 * @returns {object} what http.request() takes
 */
function urlToHttpOptions(url) {
  const { hostname, pathname, port, username, password, search } = url;
  const options = {
    __proto__: null,
    ...url,
    protocol: url.protocol,
    hostname: hostname?.[0] === '[' ? hostname.slice(1, -1) : hostname,
    hash: url.hash,
    search,
    pathname,
    path: `${pathname || ''}${search || ''}`,
    href: url.href,
  };
  if (port !== '') options.port = Number(port);
  if (username || password) {
    options.auth = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  }
  return options;
}

module.exports = { fileURLToPath, isURLLike, pathToFileURL, urlToHttpOptions };

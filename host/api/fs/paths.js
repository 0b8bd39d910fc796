'use strict';
// SPDX-License-Identifier: MIT

// Paths as scripts write them (strings, bytes, file: URLs) become what fs.cc takes: strings or
// bytes, without null bytes.

const {
  ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_FILE_URL_HOST,
  ERR_INVALID_FILE_URL_PATH, ERR_INVALID_URL_SCHEME,
} = require('internal/errors').codes;

// url.parse() results look alike, but are not URLs.
function isURL(value) {
  return value !== null && typeof value === 'object' && Boolean(value.href && value.protocol) &&
    value.auth === undefined && value.path === undefined;
}

function pathFromURL(url) {
  if (url.protocol !== 'file:') throw new ERR_INVALID_URL_SCHEME('file');
  if (url.hostname !== '') throw new ERR_INVALID_FILE_URL_HOST(process.platform);
  if (/%2f/i.test(url.pathname)) {
    throw new ERR_INVALID_FILE_URL_PATH('must not include encoded / characters');
  }
  return decodeURIComponent(url.pathname);
}

function hasNull(path) {
  return path.includes(typeof path === 'string' ? '\0' : 0);
}

/**
 * @param {unknown} value
 * @param {string} [name]
 * @returns {string | Uint8Array}
 */
function toPath(value, name = 'path') {
  const path = isURL(value) ? pathFromURL(value) : value;
  if (typeof path !== 'string' && !(path instanceof Uint8Array)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['string', 'Buffer', 'URL'], value);
  }
  if (hasNull(path)) {
    throw new ERR_INVALID_ARG_VALUE(
      name, path, 'must be a string, Uint8Array, or URL without null bytes');
  }
  return path;
}

module.exports = { toPath };

'use strict';
// SPDX-License-Identifier: MIT

// Paths as scripts write them (strings, bytes, file: URLs) become what fs.cc takes: strings or
// bytes, without null bytes.

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } = require('internal/errors').codes;
const { fileURLToPath, isURLLike } = require('url/files');

function hasNull(path) {
  return path.includes(typeof path === 'string' ? '\0' : 0);
}

/**
 * @param {unknown} value
 * @param {string} [name]
 * @returns {string | Uint8Array}
 */
function toPath(value, name = 'path') {
  const path = isURLLike(value) ? fileURLToPath(value) : value;
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

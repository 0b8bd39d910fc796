'use strict';
// SPDX-License-Identifier: MIT

// Options that name an encoding, and names in that encoding: fs.cc gives strings for UTF-8, and
// bytes for everything else.

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } = require('internal/errors').codes;
const { validateAbortSignal } = require('internal/validate');

function checkEncoding(encoding) {
  if (encoding && !Buffer.isEncoding(encoding)) {
    throw new ERR_INVALID_ARG_VALUE('encoding', encoding, 'is invalid encoding');
  }
}

/**
 * An options argument in any of its forms (nothing, an encoding, an object) as an object. Defaults
 * are `encoding`, `flag` and `mode`, when there are any.
 *
 * @param {unknown} options
 * @param {object} [defaults]
 */
function readOptions(options, defaults = {}) {
  if (options === null || options === undefined || typeof options === 'function') return defaults;
  if (typeof options === 'string') {
    if (options !== 'buffer') checkEncoding(options);
    return { encoding: options, flag: defaults.flag, mode: defaults.mode };
  }
  if (typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], options);
  }
  if (options.encoding !== 'buffer') checkEncoding(options.encoding);
  if (options.signal !== null && options.signal !== undefined) {
    validateAbortSignal(options.signal, 'options.signal');
  }
  return options;
}

/** Whether fs.cc must give names as bytes. */
function wantsBytes(encoding) {
  return Boolean(encoding) && encoding !== 'utf8' && encoding !== 'utf-8';
}

/**
 * A name from fs.cc, as the script wants it.
 *
 * @param {string | Buffer | undefined} name
 * @param {string} [encoding]
 */
function toName(name, encoding) {
  return typeof name !== 'object' || encoding === 'buffer' ? name : name.toString(encoding);
}

/** A callback that gets a name, for the callback that the script gave. */
function naming(callback, encoding) {
  if (!wantsBytes(encoding)) return callback;
  return (error, name) => (error ? callback(error) : callback(null, toName(name, encoding)));
}

module.exports = { checkEncoding, naming, readOptions, toName, wantsBytes };

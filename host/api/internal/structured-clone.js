'use strict';
// SPDX-License-Identifier: MIT

// structuredClone(): a copy of a value as it would cross to another thread.
// https://html.spec.whatwg.org/multipage/structured-data.html#dom-structuredclone

const { codes: { ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS } } = require('internal/errors');

/**
 * A deep copy, without functions and prototypes.
 * @param {any} value
 * @param {{ transfer?: any[] }} [options] buffers and ports that move instead of being copied
 */
function structuredClone(...args) {
  if (args.length === 0) throw new ERR_MISSING_ARGS('The "value" argument');
  const [value, options] = args;
  if (options !== undefined && options !== null && typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
  }
  return require('worker_threads/message-port').clone(value, [...(options?.transfer ?? [])]);
}

module.exports = { structuredClone };

'use strict';
// SPDX-License-Identifier: MIT

// structuredClone(): a copy of a value as it would cross to another thread.
// https://html.spec.whatwg.org/multipage/structured-data.html#dom-structuredclone

const { codes: { ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS } } = require('internal/errors');

const { types } = require('internal/types');

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
  // V8 copies no Proxy, which the environment is here.
  const copied = value === process.env && types.isProxy(value) ? { ...value } : value;
  return require('worker_threads/message-port').clone(copied, [...(options?.transfer ?? [])]);
}

module.exports = { structuredClone };

'use strict';
// SPDX-License-Identifier: MIT

// structuredClone(): a copy of a value as it would cross to another plugin.
// https://html.spec.whatwg.org/multipage/structured-data.html#dom-structuredclone

const native = internalBinding('util');
const { DOMException } = require('internal/dom-exception');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS } } = require('internal/errors');

function transferList(options) {
  if (options === undefined || options === null) return [];
  if (typeof options !== 'object') throw new ERR_INVALID_ARG_TYPE('options', 'Object', options);
  const list = [...(options.transfer ?? [])];
  for (const item of list) {
    if (!(item instanceof ArrayBuffer)) {
      throw new DOMException('Found invalid object in transferList', 'DataCloneError');
    }
  }
  return list;
}

/**
 * A deep copy, without functions and prototypes.
 * @param {any} value
 * @param {{ transfer?: ArrayBuffer[] }} [options] buffers that move instead of being copied
 */
function structuredClone(...args) {
  if (args.length === 0) throw new ERR_MISSING_ARGS('The "value" argument');
  const [value, options] = args;
  const list = transferList(options);
  try {
    return native.structuredClone(value, list);
  } catch (error) {
    if (error?.name !== 'DataCloneError') throw error;
    throw new DOMException(error.message, 'DataCloneError');
  }
}

module.exports = { structuredClone };

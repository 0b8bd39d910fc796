'use strict';
// SPDX-License-Identifier: MIT

// The parts of util that are kept for old programs only.

const { format } = require('internal/format');
const { isError, types } = require('internal/types');

/** The time in front of what console.log would write. */
function log(...values) {
  const now = new Date();
  const time = [now.getHours(), now.getMinutes(), now.getSeconds()]
    .map((part) => String(part).padStart(2, '0')).join(':');
  const month = now.toLocaleString('en-US', { month: 'short' });
  console.log('%s - %s', `${now.getDate()} ${month} ${time}`, format(...values));
}

/** Copies own enumerable properties. */
function _extend(target, source) {
  if (source === null || typeof source !== 'object') return target;
  const keys = Object.keys(source);
  for (let i = keys.length - 1; i >= 0; i--) target[keys[i]] = source[keys[i]];
  return target;
}

function isPrimitive(value) {
  return value === null || (typeof value !== 'object' && typeof value !== 'function');
}

module.exports = {
  _extend,
  isBoolean: (value) => typeof value === 'boolean',
  isBuffer: (value) => globalThis.Buffer?.isBuffer(value) ?? false,
  isDate: types.isDate,
  isError,
  isFunction: (value) => typeof value === 'function',
  isNull: (value) => value === null,
  isNullOrUndefined: (value) => value == null,
  isNumber: (value) => typeof value === 'number',
  isObject: (value) => value !== null && typeof value === 'object',
  isPrimitive,
  isRegExp: types.isRegExp,
  isString: (value) => typeof value === 'string',
  isSymbol: (value) => typeof value === 'symbol',
  isUndefined: (value) => value === undefined,
  log,
};

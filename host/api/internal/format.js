'use strict';
// SPDX-License-Identifier: MIT

// util.format and formatWithOptions: printf-like placeholders, and the rest inspected.

const { inspect } = require('internal/inspect');
const { languageClasses } = require('internal/inspect-names');
const { formatBigInt, formatNumber } = require('internal/inspect-primitive');
const { stylizeNoColor } = require('internal/inspect-style');
const { types } = require('internal/types');
const { validateObject } = require('internal/validate');

function isCircularJsonError(error) {
  return error.name === 'TypeError' && error.message.startsWith('Converting circular structure');
}

function toJson(value) {
  try {
    return JSON.stringify(value);
  } catch (error) {
    if (isCircularJsonError(error)) return '[Circular]';
    throw error;
  }
}

function isObject(value) {
  return value !== null && typeof value === 'object';
}

const hasOwnText = (object) =>
  Object.hasOwn(object, 'toString') || Object.hasOwn(object, Symbol.toPrimitive);

// Whether String() says something that a class of the user's own wants said; the
// toString() of the language's classes says less than inspect() does.
function hasUserText(value) {
  if (types.isProxy(value)) return false;
  if (typeof value[Symbol.toPrimitive] !== 'function' && typeof value.toString !== 'function') {
    return false;
  }
  if (hasOwnText(value)) return true;
  let object = value;
  do {
    object = Object.getPrototypeOf(object);
    if (object === null) return false;
  } while (!hasOwnText(object));
  const constructor = Object.getOwnPropertyDescriptor(object, 'constructor')?.value;
  return typeof constructor === 'function' && !languageClasses[constructor.name];
}

function isSeparated(options) {
  return options?.numericSeparator ?? inspect.defaultOptions.numericSeparator;
}

function number(convert, value, options) {
  if (typeof value === 'symbol') return 'NaN';
  return formatNumber(stylizeNoColor, convert(value), isSeparated(options));
}

function bigint(value, options) {
  return formatBigInt(stylizeNoColor, value, isSeparated(options));
}

// One placeholder's text, by its letter.
const placeholders = {
  s(value, options) {
    if (typeof value === 'number') return number(Number, value, options);
    if (typeof value === 'bigint') return bigint(value, options);
    if (!isObject(value) || hasUserText(value)) return String(value);
    return inspect(value, { ...options, depth: 0, colors: false, compact: 3 });
  },
  j: toJson,
  d(value, options) {
    if (typeof value === 'bigint') return bigint(value, options);
    return number(Number, value, options);
  },
  i(value, options) {
    if (typeof value === 'bigint') return bigint(value, options);
    return number(Number.parseInt, value, options);
  },
  f(value, options) {
    return number(Number.parseFloat, value, options);
  },
  O(value, options) {
    return inspect(value, options);
  },
  o(value, options) {
    return inspect(value, { ...options, showHidden: true, showProxy: true, depth: 4 });
  },
  c() {
    return '';
  },
};

// Replaces the placeholders of a template; the values that it did not use are left over.
function fill(template, values, options) {
  let used = 0;
  const text = template.replace(/%([sjdiOofc%])/g, (placeholder, letter) => {
    if (letter === '%') return '%';
    if (used === values.length) return placeholder;
    return placeholders[letter](values[used++], options);
  });
  return { text, rest: values.slice(used) };
}

function formatAll(options, values) {
  if (values.length === 0) return '';
  if (values.length === 1 && typeof values[0] === 'string') return values[0];

  const parts = [];
  let rest = values;
  if (typeof values[0] === 'string') {
    const filled = fill(values[0], values.slice(1), options);
    parts.push(filled.text);
    ({ rest } = filled);
  }
  for (const value of rest) parts.push(typeof value === 'string' ? value : inspect(value, options));
  return parts.join(' ');
}

/**
 * Text of a printf-like template and the values for it, or of values alone.
 *
 * @param {...unknown} values
 * @returns {string}
 */
function format(...values) {
  return formatAll(undefined, values);
}

/**
 * format(), with the options that inspect() is given.
 *
 * @param {object} options
 * @param {...unknown} values
 * @returns {string}
 */
function formatWithOptions(options, ...values) {
  validateObject(options, 'inspectOptions', { allowArray: true });
  return formatAll(options, values);
}

module.exports = { format, formatWithOptions };

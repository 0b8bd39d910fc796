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

const ALL = { showHidden: true, showProxy: true, depth: 4 };  // Of %o.

// One placeholder's text, by its letter.
const placeholders = {
  __proto__: null,
  s(value, options) {
    if (typeof value === 'string') return value;
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
    return inspect(value, options === undefined ? ALL : { ...options, ...ALL });
  },
  c() {
    return '';
  },
};

// The same by the letter's code: texts of one letter need not be made to look it up.
const byCode = Array(128).fill(undefined);
for (const letter of Object.keys(placeholders)) byCode[letter.charCodeAt(0)] = placeholders[letter];
const PERCENT = 0x25;

// A value for which there was no placeholder. Numbers are frequent.
function plain(value, options) {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && options === undefined && !inspect.defaultOptions.colors) {
    return number(Number, value, options);
  }
  return inspect(value, options);
}

function formatAll(options, values) {
  const [template] = values;
  const isTemplate = typeof template === 'string';
  if (!isTemplate) return values.map((value) => plain(value, options)).join(' ');
  if (values.length === 1) return template;

  let text = '';
  let done = 0;  // Of the template.
  let used = 1;  // Of the values.
  for (let at = template.indexOf('%'); at !== -1; at = template.indexOf('%', at)) {
    const code = at + 1 < template.length ? template.charCodeAt(at + 1) : 0;
    const isPercent = code === PERCENT;
    const fill = code < 128 ? byCode[code] : undefined;
    if (!isPercent && (used === values.length || fill === undefined)) {
      at++;
      continue;
    }
    if (done < at) text += template.slice(done, at);
    text += isPercent ? '%' : fill(values[used++], options);
    at += 2;
    done = at;
  }
  text += done === 0 ? template : template.slice(done);
  for (let i = used; i < values.length; i++) text += ` ${plain(values[i], options)}`;
  return text;
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

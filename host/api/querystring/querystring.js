'use strict';
// SPDX-License-Identifier: MIT

// querystring: a=1&b=2 as an object, and back.

const { codes } = require('internal/errors');
const { ERR_INVALID_URI } = codes;

const MAX_KEYS = 1000;

// Bytes as they stand, with %XX decoded where it is well formed.
function unescapeBuffer(text) {
  const bytes = [];
  for (let i = 0; i < text.length; i++) {
    const hex = text[i] === '%' ? text.slice(i + 1, i + 3) : '';
    if (/^[0-9a-fA-F]{2}$/.test(hex)) {
      bytes.push(Number.parseInt(hex, 16));
      i += 2;
    } else {
      bytes.push(text.charCodeAt(i));
    }
  }
  return Buffer.from(bytes);
}

/** Text with %XX decoded; what is no UTF-8 is decoded as far as it goes. */
function unescape(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return module.exports.unescapeBuffer(`${text}`).toString();
  }
}

// Node takes whatever follows the first half of a surrogate pair for the second half.
function escapeIllFormed(text) {
  let escaped = '';
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0xD800 || unit > 0xDFFF) {
      escaped += encodeURIComponent(text[i]);
      continue;
    }
    if (++i === text.length) throw new ERR_INVALID_URI();
    const low = text.charCodeAt(i) & 0x3FF;
    escaped += encodeURIComponent(String.fromCodePoint(0x10000 + (((unit & 0x3FF) << 10) | low)));
  }
  return escaped;
}

/** Text with all but letters, digits and -_.!~*'() as %XX. */
function escape(value) {
  const text = typeof value === 'object' ? String(value) : `${value}`;
  try {
    return encodeURIComponent(text);
  } catch {
    return escapeIllFormed(text);
  }
}

function primitiveText(value) {
  switch (typeof value) {
    case 'string':
      return value;
    case 'number':
      return Number.isFinite(value) ? `${value}` : '';
    case 'bigint':
    case 'boolean':
      return `${value}`;
    default:
      return '';
  }
}

/**
 * @param {object} object
 * @param {string} [separator]
 * @param {string} [equals]
 * @param {{ encodeURIComponent?: (text: string) => string }} [options]
 * @returns {string}
 */
function stringify(object, separator, equals, options) {
  if (object === null || typeof object !== 'object') return '';
  const encode = typeof options?.encodeURIComponent === 'function' ?
    options.encodeURIComponent : module.exports.escape;
  const encoded = (value) => {
    const text = primitiveText(value);
    return text === '' ? '' : encode(text);
  };
  const fields = [];
  for (const key of Object.keys(object)) {
    const name = `${encoded(key)}${equals || '='}`;
    const value = object[key];
    for (const one of Array.isArray(value) ? value : [value]) fields.push(name + encoded(one));
  }
  return fields.join(separator || '&');
}

/**
 * @param {string} text
 * @param {string} [separator]
 * @param {string} [equals]
 * @param {{ maxKeys?: number, decodeURIComponent?: (text: string) => string }} [options]
 * @returns {Record<string, string | string[]>}
 */
function parse(text, separator, equals, options) {
  const result = Object.create(null);
  if (typeof text !== 'string' || text.length === 0) return result;

  const sep = separator ? `${separator}` : '&';
  const eq = equals ? `${equals}` : '=';
  const maxKeys = typeof options?.maxKeys === 'number' ? options.maxKeys : MAX_KEYS;
  const decoder = typeof options?.decodeURIComponent === 'function' ?
    options.decodeURIComponent : module.exports.unescape;
  const isOwn = decoder === unescape;
  const plus = isOwn ? ' ' : '%20';
  const decode = (part) => {
    if (part === '') return '';
    const spaced = part.replaceAll('+', plus);
    if (isOwn && !/%[0-9a-fA-F]{2}/.test(spaced)) return spaced;
    try {
      return decoder(spaced);
    } catch {
      return unescape(spaced);
    }
  };

  let count = 0;
  for (const field of text.split(sep)) {
    // As in Node, nothing between two separators counts as well.
    if (maxKeys > 0 && count++ >= maxKeys) break;
    if (field === '') continue;
    const at = field.indexOf(eq);
    const name = decode(at === -1 ? field : field.slice(0, at));
    const value = at === -1 ? '' : decode(field.slice(at + eq.length));
    if (result[name] === undefined) result[name] = value;
    else if (Array.isArray(result[name])) result[name].push(value);
    else result[name] = [result[name], value];
  }
  return result;
}

module.exports = {
  unescapeBuffer,
  unescape,
  escape,
  stringify,
  encode: stringify,
  parse,
  decode: parse,
};

'use strict';
// SPDX-License-Identifier: MIT

// querystring: a=1&b=2 as an object, and back.

const { codes } = require('internal/errors');
const { ERR_INVALID_URI } = codes;

const MAX_KEYS = 1000;

// Bytes as they stand, with %XX decoded where it is well formed, and "+" if asked for.
function unescapeBuffer(text, decodesSpaces = false) {
  const bytes = [];
  for (let i = 0; i < text.length; i++) {
    const hex = text[i] === '%' ? text.slice(i + 1, i + 3) : '';
    if (/^[0-9a-fA-F]{2}$/.test(hex)) {
      bytes.push(Number.parseInt(hex, 16));
      i += 2;
    } else {
      bytes.push(decodesSpaces && text[i] === '+' ? 0x20 : text.charCodeAt(i));
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

// Letters, digits and -_.!~*'() stay as they are.
function isPlain(code) {
  const letter = code | 0x20;
  return (letter >= 0x61 && letter <= 0x7A) || (code >= 0x30 && code <= 0x39) ||
    (code >= 0x27 && code <= 0x2A) || code === 0x2D || code === 0x2E || code === 0x5F ||
    code === 0x7E || code === 0x21;
}

const HEX = '0123456789ABCDEF';

function escapeByte(byte) {
  return `%${HEX[byte >> 4]}${HEX[byte & 15]}`;
}

// Of a character that is no half of one.
function escapeCharacter(code) {
  if (code < 0x80) return escapeByte(code);
  const last = escapeByte(0x80 | (code & 0x3F));
  if (code < 0x800) return escapeByte(0xC0 | code >> 6) + last;
  return escapeByte(0xE0 | code >> 12) + escapeByte(0x80 | (code >> 6 & 0x3F)) + last;
}

function escapePairs(text) {
  try {
    return encodeURIComponent(text);
  } catch {
    return escapeIllFormed(text);
  }
}

/** Text with all but letters, digits and -_.!~*'() as %XX. */
function escape(value) {
  const text = typeof value === 'object' ? String(value) : `${value}`;
  let escaped = '';
  let done = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (isPlain(code)) continue;
    if (code >= 0xD800 && code <= 0xDFFF) return escapePairs(text);
    if (done < i) escaped += text.slice(done, i);
    escaped += escapeCharacter(code);
    done = i + 1;
  }
  if (done === 0) return text;
  return done === text.length ? escaped : escaped + text.slice(done);
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

function encoded(value, encode) {
  const text = primitiveText(value);
  return text === '' ? '' : encode(text);
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
  const between = separator || '&';
  let fields = '';
  for (const key of Object.keys(object)) {
    const name = `${encoded(key, encode)}${equals || '='}`;
    const value = object[key];
    if (!Array.isArray(value)) {
      fields += `${fields === '' ? '' : between}${name}${encoded(value, encode)}`;
      continue;
    }
    for (const one of value) {
      fields += `${fields === '' ? '' : between}${name}${encoded(one, encode)}`;
    }
  }
  return fields;
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
    const spaced = part.includes('+') ? part.replaceAll('+', plus) : part;
    if (isOwn && !spaced.includes('%')) return spaced;
    try {
      return isOwn ? decodeURIComponent(spaced) : decoder(spaced);
    } catch {
      return isOwn && !/%[0-9a-fA-F]{2}/.test(spaced) ? spaced : unescape(spaced);
    }
  };

  let count = 0;
  let equal = text.indexOf(eq);  // The next one.
  for (let start = 0, end = 0; start <= text.length; start = end + Math.max(sep.length, 1)) {
    // As in Node, nothing between two separators counts as well.
    if (maxKeys > 0 && count++ >= maxKeys) break;
    end = sep === '' ? -1 : text.indexOf(sep, start);
    if (end === -1) end = text.length;
    if (end === start) continue;
    if (equal !== -1 && equal < start) equal = text.indexOf(eq, start);
    const hasValue = equal !== -1 && equal + eq.length <= end;
    const name = decode(text.slice(start, hasValue ? equal : end));
    const value = hasValue ? decode(text.slice(equal + eq.length, end)) : '';
    const known = result[name];
    if (known === undefined) result[name] = value;
    else if (Array.isArray(known)) known.push(value);
    else result[name] = [known, value];
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

'use strict';
// SPDX-License-Identifier: MIT

// querystring: a=1&b=2 as an object, and back.

const { codes } = require('internal/errors');
const { HAS_PERCENT, HAS_PLUS, withoutPlus } = require('url/form-encoding');

const { ERR_INVALID_URI } = codes;

const MAX_KEYS = 1000;
const PERCENT = 0x25;
const PLUS = 0x2B;

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

// By their codes, what is put for a character: itself for letters, digits and -_.!~*'(), and for bytes
// %XX. Made when something is escaped first.
let plain;
let escapes;

function makeTables() {
  escapes = Array.from({ length: 256 }, (_, byte) =>
    `%${byte < 16 ? '0' : ''}${byte.toString(16).toUpperCase()}`);
  plain = Array.from({ length: 128 }, (_, code) => /[\w.!~*'()-]/.test(String.fromCharCode(code)));
}

// Of a character that is no half of one.
function escapeCharacter(code) {
  if (code < 0x80) return escapes[code];
  const last = escapes[0x80 | (code & 0x3F)];
  if (code < 0x800) return escapes[0xC0 | code >> 6] + last;
  return escapes[0xE0 | code >> 12] + escapes[0x80 | (code >> 6 & 0x3F)] + last;
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
  if (plain === undefined) makeTables();
  const text = typeof value === 'string' ? value :
    typeof value === 'object' ? String(value) : `${value}`;
  const stays = plain;
  let escaped = '';
  let done = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80 && stays[code]) continue;
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

// Above this, numbers are written with a plus sign.
const MOST_PLAIN = 1e21;

function encodedByDefault(value, encode) {
  if (typeof value === 'string') return value === '' ? '' : encode(value);
  const text = primitiveText(value);
  return typeof value === 'number' && Math.abs(value) >= MOST_PLAIN ? encode(text) : text;
}

function encodedAsAsked(value, encode) {
  return encode(typeof value === 'string' ? value : primitiveText(value));
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
  const encoded = encode === escape ? encodedByDefault : encodedAsAsked;
  const between = separator || '&';
  const sign = equals || '=';
  let fields = '';
  const keys = Object.keys(object);
  for (let k = 0; k < keys.length; k++) {
    const key = keys[k];
    const name = encoded(key, encode) + sign;
    const value = object[key];
    if (!Array.isArray(value)) {
      if (fields !== '') fields += between;
      fields += name + encoded(value, encode);
      continue;
    }
    for (let i = 0; i < value.length; i++) {
      if (fields !== '') fields += between;
      fields += name + encoded(value[i], encode);
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
  const limit = maxKeys > 0 ? maxKeys : Infinity;
  if (sep.length === 1 && eq.length === 1 && sep !== eq) {
    parseSimple(result, text, sep.charCodeAt(0), eq.charCodeAt(0), limit, decoder);
  } else {
    parseAny(result, text, sep, eq, limit, decoder);
  }
  return result;
}

function decoded(part, decoder, has = HAS_PLUS | HAS_PERCENT) {
  const isOwn = decoder === unescape;
  const spaced = has & HAS_PLUS ? withoutPlus(part, isOwn ? ' ' : '%20') : part;
  if (isOwn && (has & HAS_PERCENT) === 0) return spaced;
  try {
    return isOwn ? decodeURIComponent(spaced) : decoder(spaced);
  } catch {
    return isOwn && !/%[0-9a-fA-F]{2}/.test(spaced) ? spaced : unescape(spaced);
  }
}

function add(result, name, value) {
  const known = result[name];
  if (known === undefined) result[name] = value;
  else if (Array.isArray(known)) known.push(value);
  else result[name] = [known, value];
}

// In one pass, which also sees what needs no decoding. As in Node, nothing between two separators
// counts as well.
function parseSimple(result, text, sep, eq, limit, decoder) {
  const always = decoder !== unescape;  // What is not ours may change anything.
  const decode = (part, has) =>
    (part !== '' && (always || has !== 0) ? decoded(part, decoder, has) : part);
  let start = 0;
  let equal = -1;  // Of this field.
  let has = 0;
  let nameHas = 0;
  let count = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : sep;
    if (code === sep) {
      if (count++ >= limit) return;
      if (i > start) {
        const name = equal < 0 ? decode(text.slice(start, i), has) :
          decode(text.slice(start, equal), nameHas);
        add(result, name, equal < 0 ? '' : decode(text.slice(equal + 1, i), has));
      }
      start = i + 1;
      equal = -1;
      has = 0;
    } else if (code === eq && equal < 0) {
      equal = i;
      nameHas = has;
      has = 0;
    } else if (code === PLUS) {
      has |= HAS_PLUS;
    } else if (code === PERCENT) {
      has |= HAS_PERCENT;
    }
  }
}

// With separators of any length.
function parseAny(result, text, sep, eq, limit, decoder) {
  let count = 0;
  let equal = text.indexOf(eq);  // The next one.
  for (let start = 0, end = 0; start <= text.length; start = end + Math.max(sep.length, 1)) {
    if (count++ >= limit) break;
    end = sep === '' ? -1 : text.indexOf(sep, start);
    if (end === -1) end = text.length;
    if (end === start) continue;
    if (equal !== -1 && equal < start) equal = text.indexOf(eq, start);
    const hasValue = equal !== -1 && equal + eq.length <= end;
    const name = text.slice(start, hasValue ? equal : end);
    const value = hasValue ? text.slice(equal + eq.length, end) : '';
    add(result, name === '' ? name : decoded(name, decoder),
        value === '' ? value : decoded(value, decoder));
  }
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

'use strict';
// SPDX-License-Identifier: MIT

// What may stand in a header: https://www.rfc-editor.org/rfc/rfc9110#section-5

const { codes, define } = require('internal/errors');
const { ERR_INVALID_HTTP_TOKEN, ERR_INVALID_CHAR, ERR_HTTP_INVALID_HEADER_VALUE } = codes;

const TOKEN = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
// Everything but tab, visible ASCII and the upper half of Latin-1.
const NOT_IN_VALUE = /[^\t\x20-\x7e\x80-\xff]/;

// Names that need no check, with the key that each is kept under. Kept apart from the rest as most
// headers are of these, and making small letters and a key of a name takes longer than the rest.
const KNOWN = Object.assign(Object.create(null), Object.fromEntries([
  'Accept', 'Accept-Encoding', 'Accept-Language', 'Accept-Ranges', 'Access-Control-Allow-Credentials',
  'Access-Control-Allow-Headers', 'Access-Control-Allow-Methods', 'Access-Control-Allow-Origin',
  'Access-Control-Expose-Headers', 'Access-Control-Max-Age', 'Age', 'Allow', 'Authorization',
  'Cache-Control', 'Connection', 'Content-Disposition', 'Content-Encoding', 'Content-Language',
  'Content-Length', 'Content-Range', 'Content-Security-Policy', 'Content-Type', 'Cookie', 'Date',
  'ETag', 'Etag', 'Expect', 'Expires', 'Host', 'If-Modified-Since', 'If-None-Match', 'Keep-Alive',
  'Last-Modified', 'Link', 'Location', 'Origin', 'Pragma', 'Range', 'Referer', 'Retry-After', 'Server',
  'Set-Cookie', 'Strict-Transport-Security', 'Trailer', 'Transfer-Encoding', 'Upgrade', 'User-Agent',
  'Vary', 'WWW-Authenticate', 'X-Content-Type-Options', 'X-Frame-Options', 'X-Powered-By',
  'X-Request-Id', 'X-Response-Time',
].flatMap((name) => {
  const field = name.toLowerCase();
  return [[name, field], [field, field]];
})));

// Longer values are left to the regular expression.
const SHORT = 64;

function isToken(text) {
  return TOKEN.test(text);
}

function hasInvalidCharacter(text) {
  if (typeof text !== 'string' || text.length > SHORT) return NOT_IN_VALUE.test(text);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if ((code < 0x20 && code !== 9) || code === 0x7f || code > 0xff) return true;
  }
  return false;
}

/** The name in small letters, which is the key of its header; throws unless it may be a name. */
function checkedField(name) {
  const field = typeof name === 'string' ? KNOWN[name] : undefined;
  if (field !== undefined) return field;
  validateHeaderName(name);
  return name.toLowerCase();
}

/** The same of a name that may be any text. */
function fieldOf(name) {
  return KNOWN[name] ?? name.toLowerCase();
}

/** Throws unless `name` may be a header's name; `label` says what it is in the message. */
function validateHeaderName(name, label) {
  if (typeof name !== 'string' || !name || !isToken(name)) {
    throw new ERR_INVALID_HTTP_TOKEN(label || 'Header name', name);
  }
}

/** Throws unless `value` may be the value of the header `name`. */
function validateHeaderValue(name, value) {
  if (typeof value === 'number') return;
  if (value === undefined) throw new ERR_HTTP_INVALID_HEADER_VALUE(value, name);
  if (hasInvalidCharacter(value)) throw new ERR_INVALID_CHAR('header content', name);
}

/** Names of headers whose several values go into one line, as servers and requests are given them. */
function parseUniqueHeaders(names) {
  return Array.isArray(names) ? new Set(names.flat().map((name) => name.toLowerCase())) : null;
}

module.exports = {
  checkedField, fieldOf, isToken, hasInvalidCharacter, parseUniqueHeaders, validateHeaderName, validateHeaderValue,
};

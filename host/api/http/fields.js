'use strict';
// SPDX-License-Identifier: MIT

// What may stand in a header: https://www.rfc-editor.org/rfc/rfc9110#section-5

const { codes, define } = require('internal/errors');
const { ERR_INVALID_HTTP_TOKEN, ERR_INVALID_CHAR, ERR_HTTP_INVALID_HEADER_VALUE } = codes;

const TOKEN = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
// Everything but tab, visible ASCII and the upper half of Latin-1.
const NOT_IN_VALUE = /[^\t\x20-\x7e\x80-\xff]/;

function isToken(text) {
  return TOKEN.test(text);
}

function hasInvalidCharacter(text) {
  return NOT_IN_VALUE.test(text);
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
  isToken, hasInvalidCharacter, parseUniqueHeaders, validateHeaderName, validateHeaderValue,
};

'use strict';
// SPDX-License-Identifier: MIT

// application/x-www-form-urlencoded: https://url.spec.whatwg.org/#application/x-www-form-urlencoded

function decode(text) {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    // What is no UTF-8 becomes U+FFFD; the text itself may hold more than bytes.
    const bytes = Buffer.from(spaced).latin1Slice();
    return require('querystring').unescapeBuffer(bytes).toString();
  }
}

/**
 * @param {string} text
 * @returns {string[]} names and values by turns
 */
function parse(text) {
  const list = [];
  let equals = text.indexOf('=');  // The next one.
  for (let start = 0, end = 0; start < text.length; start = end + 1) {
    end = text.indexOf('&', start);
    if (end < 0) end = text.length;
    if (end === start) continue;
    if (equals >= 0 && equals < start) equals = text.indexOf('=', start);
    const hasValue = equals >= 0 && equals < end;
    list.push(decode(text.slice(start, hasValue ? equals : end)));
    list.push(hasValue ? decode(text.slice(equals + 1, end)) : '');
  }
  return list;
}

const PLAIN = /^[\w*.-]*$/;
const ENCODED = { ' ': '+', '!': '%21', "'": '%27', '(': '%28', ')': '%29', '~': '%7E' };

function encode(text) {
  if (PLAIN.test(text)) return text;
  return encodeURIComponent(text).replace(/%20|[!'()~]/g, (found) =>
    ENCODED[found === '%20' ? ' ' : found]);
}

/**
 * @param {string[]} list names and values by turns, without halves of characters
 */
function serialize(list) {
  let text = '';
  for (let i = 0; i < list.length; i += 2) {
    text += `${i === 0 ? '' : '&'}${encode(list[i])}=${encode(list[i + 1])}`;
  }
  return text;
}

module.exports = { parse, serialize };

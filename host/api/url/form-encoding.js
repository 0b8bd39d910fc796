'use strict';
// SPDX-License-Identifier: MIT

// application/x-www-form-urlencoded: https://url.spec.whatwg.org/#application/x-www-form-urlencoded

// What a part of a text has, as far as decoding goes.
const HAS_PLUS = 1;
const HAS_PERCENT = 2;

/** Each "+" as something else. */
function withoutPlus(text, instead) {
  let made = '';
  let done = 0;
  for (let at = text.indexOf('+'); at >= 0; at = text.indexOf('+', done)) {
    made += text.slice(done, at) + instead;
    done = at + 1;
  }
  return done === 0 ? text : made + text.slice(done);
}

function decode(text, has) {
  if (has === 0) return text;
  const spaced = has & HAS_PLUS ? withoutPlus(text, ' ') : text;
  if ((has & HAS_PERCENT) === 0) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    // What is no UTF-8 becomes U+FFFD; the text itself may hold more than bytes.
    const bytes = Buffer.from(spaced).latin1Slice();
    return require('querystring').unescapeBuffer(bytes).toString();
  }
}

const AND = 0x26;
const EQUALS = 0x3D;
const PERCENT = 0x25;
const PLUS = 0x2B;

/**
 * In one pass, which also sees what needs no decoding.
 *
 * @param {string} text
 * @returns {string[]} names and values by turns
 */
function parse(text) {
  const list = [];
  let start = 0;
  let equals = -1;  // Of this field.
  let has = 0;
  let nameHas = 0;
  for (let i = 0; i <= text.length; i++) {
    const code = i < text.length ? text.charCodeAt(i) : AND;
    if (code === AND) {
      if (equals >= 0) {
        const name = text.slice(start, equals);
        const value = text.slice(equals + 1, i);
        list.push(decode(name, nameHas), decode(value, has));
      } else if (i > start) {
        const name = text.slice(start, i);
        list.push(decode(name, has), '');
      }
      start = i + 1;
      equals = -1;
      has = 0;
    } else if (code === EQUALS && equals < 0) {
      equals = i;
      nameHas = has;
      has = 0;
    } else if (code === PLUS) {
      has |= HAS_PLUS;
    } else if (code === PERCENT) {
      has |= HAS_PERCENT;
    }
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

module.exports = { HAS_PERCENT, HAS_PLUS, parse, serialize, withoutPlus };

'use strict';
// SPDX-License-Identifier: MIT

// Primitives as inspect() writes them: quoted strings, -0, 1_000n, Symbol(x).

// Shorter strings are never split over lines.
const MIN_LINE_WIDTH = 16;

const LONE_SURROGATE = '[\\ud800-\\udbff](?![\\udc00-\\udfff])|' +
  '(?<![\\ud800-\\udbff])[\\udc00-\\udfff]';
const CONTROL = '\\x00-\\x1f\\x5c\\x7f-\\x9f';
// The pair is for strings in single quotes, and in any other quotes.
const ESCAPED_SINGLE = new RegExp(`[${CONTROL}\\x27]|${LONE_SURROGATE}`, 'g');
const ESCAPED_OTHER = new RegExp(`[${CONTROL}]|${LONE_SURROGATE}`, 'g');

const SHORT_ESCAPES = {
  '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', "'": "\\'", '\\': '\\\\',
};

function escapeCharacter(character) {
  const short = SHORT_ESCAPES[character];
  if (short !== undefined) return short;
  const hex = character.charCodeAt(0).toString(16);
  return hex.length > 2 ? `\\u${hex}` : `\\x${hex.toUpperCase().padStart(2, '0')}`;
}

// Single quotes, unless the text has some and the next kind of quote spares escapes.
function chooseQuote(text) {
  if (!text.includes("'")) return "'";
  if (!text.includes('"')) return '"';
  if (!text.includes('`') && !text.includes('${')) return '`';
  return "'";
}

// Texts up to this length are looked at here; longer ones by regular expressions.
const MOST_LOOKED_AT = 64;

function isPlain(text) {
  if (text.length > MOST_LOOKED_AT) return false;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code > 0x7e || code === 0x27 || code === 0x5c) return false;
  }
  return true;
}

function quote(text) {
  if (isPlain(text)) return `'${text}'`;
  const mark = chooseQuote(text);
  const escaped = text.replace(mark === "'" ? ESCAPED_SINGLE : ESCAPED_OTHER, escapeCharacter);
  return `${mark}${escaped}${mark}`;
}

// The text of a property's key, escaped but not quoted.
function escapeKey(text) {
  return text.replace(ESCAPED_SINGLE, escapeCharacter);
}

// -1234567 is -1_234_567.
function separateInteger(digits) {
  return digits.replace(/\B(?=(\d{3})+$)/g, '_');
}

function formatNumber(stylize, value, separated) {
  if (Object.is(value, -0)) return stylize('-0', 'number');
  const text = `${value}`;
  if (!separated || !Number.isFinite(value) || text.includes('e')) return stylize(text, 'number');
  const [integer, fraction] = text.split('.');
  const end = fraction === undefined ? '' : `.${fraction.replace(/(\d{3})(?=\d)/g, '$1_')}`;
  return stylize(`${separateInteger(integer)}${end}`, 'number');
}

function formatBigInt(stylize, value, separated) {
  const text = String(value);
  return stylize(`${separated ? separateInteger(text) : text}n`, 'bigint');
}

function plural(count, word) {
  return `${count} ${word}${count > 1 ? 's' : ''}`;
}

function formatString(stylize, value, ctx) {
  let text = value;
  let trailer = '';
  if (text.length > ctx.maxStringLength) {
    trailer = `... ${plural(text.length - ctx.maxStringLength, 'more character')}`;
    text = text.slice(0, ctx.maxStringLength);
  }
  const fits = text.length <= MIN_LINE_WIDTH ||
    text.length <= ctx.breakLength - ctx.indentationLvl - 4;
  if (ctx.compact === true || fits) return stylize(quote(text), 'string') + trailer;
  const lines = text.split(/(?<=\n)/).map((line) => stylize(quote(line), 'string'));
  return lines.join(` +\n${' '.repeat(ctx.indentationLvl + 2)}`) + trailer;
}

function formatPrimitive(stylize, value, ctx) {
  switch (typeof value) {
    case 'string':
      return formatString(stylize, value, ctx);
    case 'number':
      return formatNumber(stylize, value, ctx.numericSeparator);
    case 'bigint':
      return formatBigInt(stylize, value, ctx.numericSeparator);
    case 'boolean':
      return stylize(`${value}`, 'boolean');
    case 'undefined':
      return stylize('undefined', 'undefined');
    default:
      return stylize(Symbol.prototype.toString.call(value), 'symbol');
  }
}

module.exports = { escapeKey, formatBigInt, formatNumber, formatPrimitive, plural, quote };

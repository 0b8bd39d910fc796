'use strict';
// SPDX-License-Identifier: MIT

// One property as inspect() writes it: its key, and its value or what kind of accessor it is.

const { formatPrimitive, escapeKey, quote } = require('internal/inspect-primitive');
const { textWidth } = require('internal/text-width');

// A loop, as starting a regular expression takes longer than most keys are.
function isIdentifier(key) {
  for (let i = 0; i < key.length; i++) {
    const code = key.charCodeAt(i);
    const letter = code | 0x20;
    if (letter >= 0x61 && letter <= 0x7A && code >= 0x41) continue;
    if (code !== 0x5F && !(i > 0 && code >= 0x30 && code <= 0x39)) return false;
  }
  return key.length > 0;
}

// The keys that are shown: all of them, or the enumerable ones.
function shownKeys(ctx, value) {
  const symbols = Object.getOwnPropertySymbols(value);
  if (ctx.showHidden) {
    const names = Object.getOwnPropertyNames(value);
    return symbols.length === 0 ? names : names.concat(symbols);
  }
  let keys;
  try {
    keys = Object.keys(value);
  } catch {
    // A module's namespace whose bindings have no value yet.
    keys = Object.getOwnPropertyNames(value);
  }
  if (symbols.length === 0) return keys;
  const isShown = (symbol) => Object.prototype.propertyIsEnumerable.call(value, symbol);
  return keys.concat(symbols.filter(isShown));
}

function wantsGetter(ctx, descriptor) {
  return ctx.getters === true ||
    (ctx.getters === 'get' && descriptor.set === undefined) ||
    (ctx.getters === 'set' && descriptor.set !== undefined);
}

function formatGetter(ctx, descriptor, owner, depth) {
  const label = descriptor.set === undefined ? 'Getter' : 'Getter/Setter';
  const special = (text) => ctx.stylize(text, 'special');
  if (!ctx.getters || !wantsGetter(ctx, descriptor)) return special(`[${label}]`);
  let text;
  ctx.indentationLvl += 2;
  try {
    const value = descriptor.get.call(owner);
    if (value === null) {
      text = `${special(`[${label}:`)} ${ctx.stylize('null', 'null')}${special(']')}`;
    } else if (typeof value === 'object' || typeof value === 'function') {
      text = `${special(`[${label}]`)} ${ctx.formatValue(value, depth)}`;
    } else {
      const primitive = formatPrimitive(ctx.stylize, value, ctx);
      text = `${special(`[${label}:`)} ${primitive}${special(']')}`;
    }
  } catch (error) {
    text = `${special(`[${label}:`)} <Inspection threw (${error.message})>${special(']')}`;
  }
  ctx.indentationLvl -= 2;
  return text;
}

function formatKey(ctx, key, enumerable) {
  if (typeof key === 'symbol') {
    return `[${ctx.stylize(escapeKey(Symbol.prototype.toString.call(key)), 'symbol')}]`;
  }
  if (key === '__proto__') return "['__proto__']";
  if (!enumerable) return `[${escapeKey(key)}]`;
  return isIdentifier(key) ? ctx.stylize(key, 'name') : ctx.stylize(quote(key), 'string');
}

function formatElement(ctx, descriptor, owner, depth) {
  if (descriptor.value !== undefined) {
    ctx.indentationLvl += 2;
    const text = ctx.formatValue(descriptor.value, depth);
    ctx.indentationLvl -= 2;
    return text;
  }
  if (descriptor.get !== undefined) return formatGetter(ctx, descriptor, owner, depth);
  if (descriptor.set !== undefined) return ctx.stylize('[Setter]', 'special');
  return ctx.stylize('undefined', 'undefined');
}

function describe(value, key) {
  return Object.getOwnPropertyDescriptor(value, key) ??
    { value: value[key], configurable: true, enumerable: true };
}

/** An element of an array: the value alone. */
function formatArrayElement(ctx, value, depth, index) {
  return formatElement(ctx, describe(value, index), value, depth);
}

/**
 * "key: value".
 *
 * @param {object} ctx the inspection
 * @param {object} value
 * @param {number} depth
 * @param {string | symbol} key
 * @param {'object' | 'array'} kind whether the property is an object's, or an extra of an array
 * @param {PropertyDescriptor} [descriptor]
 * @param {object} [owner] what a getter is called on
 */
function formatProperty(ctx, value, depth, key, kind, descriptor = describe(value, key),
                        owner = value) {
  const name = formatKey(ctx, key, descriptor.enumerable !== false);
  if (descriptor.value === undefined || ctx.compact !== true || kind !== 'object') {
    return `${name}: ${formatElement(ctx, descriptor, owner, depth)}`;
  }
  ctx.indentationLvl += 3;
  const text = ctx.formatValue(descriptor.value, depth);
  const tooWide = ctx.breakLength < textWidth(text, ctx.colors ? 'coloured' : 'plain');
  const gap = tooWide ? `\n${' '.repeat(ctx.indentationLvl)}` : ' ';
  ctx.indentationLvl -= 3;
  return `${name}:${gap}${text}`;
}

module.exports = { formatArrayElement, formatProperty, shownKeys };

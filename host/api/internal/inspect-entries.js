'use strict';
// SPDX-License-Identifier: MIT

// What inspect() lists of collections beside named properties: elements of arrays, entries of
// maps and sets, what an iterator has left, a promise's outcome, the bytes of a buffer.
// Each function returns the finished texts; how they are laid out is inspect-layout's business.

const { formatArrayElement, formatProperty } = require('internal/inspect-property');
const { formatBigInt, formatNumber, plural } = require('internal/inspect-primitive');
const { joinEntries } = require('internal/inspect-layout');
const native = internalBinding('util');

const PENDING = 0;
const REJECTED = 2;
const ARRAY_INDEX_LIMIT = 2 ** 32 - 2;

function shownCount(ctx, count) {
  return Math.min(Math.max(0, ctx.maxArrayLength), count);
}

function remark(output, remaining) {
  if (remaining > 0) output.push(`... ${plural(remaining, 'more item')}`);
  return output;
}

function indented(ctx, produce) {
  ctx.indentationLvl += 2;
  const result = produce();
  ctx.indentationLvl -= 2;
  return result;
}

// From the first hole on: elements by their keys, and each run of holes as one entry.
function sparseElements(ctx, value, depth, output, first, limit) {
  const keys = Object.keys(value);
  let index = first;
  for (let i = first; i < keys.length && output.length < limit; i++) {
    const key = keys[i];
    if (!/^[0-9]+$/.test(key) || Number(key) > ARRAY_INDEX_LIMIT) break;
    if (`${index}` !== key) {
      output.push(ctx.stylize(`<${plural(key - index, 'empty item')}>`, 'undefined'));
      index = Number(key);
      if (output.length === limit) break;
    }
    output.push(formatArrayElement(ctx, value, depth, key));
    index++;
  }
  const remaining = value.length - index;
  if (output.length === limit) return remark(output, remaining);
  if (remaining > 0) {
    output.push(ctx.stylize(`<${plural(remaining, 'empty item')}>`, 'undefined'));
  }
  return output;
}

function arrayElements(ctx, value, depth) {
  const count = shownCount(ctx, value.length);
  const output = [];
  for (let i = 0; i < count; i++) {
    if (!Object.hasOwn(value, i)) return sparseElements(ctx, value, depth, output, i, count);
    output.push(formatArrayElement(ctx, value, depth, i));
  }
  return remark(output, value.length - count);
}

const HIDDEN_PARTS = ['BYTES_PER_ELEMENT', 'length', 'byteLength', 'byteOffset', 'buffer'];

function typedArrayElements(ctx, value, depth, length) {
  const count = shownCount(ctx, length);
  const format = length > 0 && typeof value[0] === 'number' ? formatNumber : formatBigInt;
  const output = [];
  for (let i = 0; i < count; i++) {
    output.push(format(ctx.stylize, value[i], ctx.numericSeparator));
  }
  remark(output, length - count);
  if (ctx.showHidden) {
    indented(ctx, () => {
      for (const part of HIDDEN_PARTS) {
        output.push(`[${part}]: ${ctx.formatValue(value[part], depth, 'part of a view')}`);
      }
    });
  }
  return output;
}

function arrayBufferBytes(ctx, value) {
  let bytes;
  try {
    bytes = new Uint8Array(value);
  } catch {
    return [ctx.stylize('(detached)', 'special')];
  }
  const count = shownCount(ctx, bytes.length);
  let text = '';
  for (let i = 0; i < count; i++) {
    text += `${i > 0 ? ' ' : ''}${bytes[i].toString(16).padStart(2, '0')}`;
  }
  const remaining = bytes.length - count;
  if (remaining > 0) text += ` ... ${plural(remaining, 'more byte')}`;
  return [`${ctx.stylize('[Uint8Contents]', 'special')}: <${text}>`];
}

function setEntries(ctx, value, depth) {
  const { size } = value;
  const count = shownCount(ctx, size);
  const output = [];
  indented(ctx, () => {
    for (const element of Set.prototype.values.call(value)) {
      if (output.length >= count) break;
      output.push(ctx.formatValue(element, depth));
    }
  });
  return remark(output, size - count);
}

function mapEntries(ctx, value, depth) {
  const { size } = value;
  const count = shownCount(ctx, size);
  const output = [];
  indented(ctx, () => {
    for (const [key, element] of Map.prototype.entries.call(value)) {
      if (output.length >= count) break;
      output.push(`${ctx.formatValue(key, depth)} => ${ctx.formatValue(element, depth)}`);
    }
  });
  return remark(output, size - count);
}

// Single values, of a weak set or of an iterator.
function listedValues(ctx, values, depth) {
  const count = shownCount(ctx, values.length);
  const output = indented(ctx, () =>
    values.slice(0, count).map((value) => ctx.formatValue(value, depth)));
  return { output, remaining: values.length - count };
}

// Keys and values in turn, joined by `join`.
function listedPairs(ctx, flat, depth, join) {
  const pairs = flat.length / 2;
  const count = shownCount(ctx, pairs);
  const output = indented(ctx, () => {
    const texts = [];
    for (let i = 0; i < count; i++) {
      const key = ctx.formatValue(flat[i * 2], depth);
      texts.push(join(key, ctx.formatValue(flat[i * 2 + 1], depth)));
    }
    return texts;
  });
  return { output, remaining: pairs - count };
}

// Weak collections have no order of their own, so their texts are sorted.
function weakEntries(ctx, { output, remaining }) {
  if (!ctx.sorted) output.sort();
  return remark(output, remaining);
}

function weakSetEntries(ctx, value, depth) {
  if (!ctx.showHidden) return [ctx.stylize('<items unknown>', 'special')];
  return weakEntries(ctx, listedValues(ctx, native.previewEntries(value), depth));
}

function weakMapEntries(ctx, value, depth) {
  if (!ctx.showHidden) return [ctx.stylize('<items unknown>', 'special')];
  const arrow = (key, element) => `${key} => ${element}`;
  return weakEntries(ctx, listedPairs(ctx, native.previewEntries(value), depth, arrow));
}

// What an iterator of a map or set has left. One over entries says so in its brace.
function iteratorEntries(ctx, value, depth, braces) {
  const [entries, isKeyValue] = native.previewEntries(value, true);
  if (!isKeyValue) {
    const { output, remaining } = listedValues(ctx, entries, depth);
    return remark(output, remaining);
  }
  braces[0] = braces[0].replace(/ Iterator] {$/, ' Entries] {');
  const pair = (key, element) =>
    joinEntries(ctx, [key, element], '', ['[', ']'], 'array', depth);
  const { output, remaining } = listedPairs(ctx, entries, depth, pair);
  return remark(output, remaining);
}

function promiseOutcome(ctx, value, depth) {
  const [state, result] = native.getPromiseDetails(value);
  if (state === PENDING) return [ctx.stylize('<pending>', 'special')];
  const text = indented(ctx, () => ctx.formatValue(result, depth));
  return [state === REJECTED ? `${ctx.stylize('<rejected>', 'special')} ${text}` : text];
}

// The exports of a module; those that have no value yet say so.
function namespaceExports(ctx, value, depth, keys) {
  return keys.map((key) => {
    try {
      return formatProperty(ctx, value, depth, key, 'object');
    } catch {
      const name = formatProperty(ctx, { [key]: '' }, depth, key, 'object');
      return name.slice(0, name.lastIndexOf(' ') + 1) + ctx.stylize('<uninitialized>', 'special');
    }
  });
}

module.exports = {
  arrayBufferBytes,
  arrayElements,
  iteratorEntries,
  mapEntries,
  namespaceExports,
  promiseOutcome,
  setEntries,
  typedArrayElements,
  weakMapEntries,
  weakSetEntries,
};

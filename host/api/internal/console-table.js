'use strict';
// SPDX-License-Identifier: MIT

// console.table: data as rows and columns, and the frame around them.

const { inspect } = require('internal/inspect');
const { types } = require('internal/types');
const { textWidth } = require('internal/text-width');
const native = internalBinding('util');

const INDEX = '(index)';
const ITERATION_INDEX = '(iteration index)';
const KEY = 'Key';
const VALUES = 'Values';

const isPrimitive = (value) =>
  value === null || (typeof value !== 'object' && typeof value !== 'function');

function cellFormatter(options) {
  return (value) => inspect(value, {
    ...options, maxArrayLength: 3, breakLength: Infinity,
    // Objects in a cell are abbreviated as soon as they hold others.
    depth: !isPrimitive(value) && !Array.isArray(value) && Object.keys(value).length > 2 ? -1 : 0,
  });
}

function fromMap(entries, format) {
  const indexes = [];
  const keys = [];
  const values = [];
  entries.forEach(([key, value], i) => {
    indexes.push(`${i}`);
    keys.push(format(key));
    values.push(format(value));
  });
  return { heads: [ITERATION_INDEX, KEY, VALUES], columns: [indexes, keys, values] };
}

function fromSet(values, format) {
  return {
    heads: [ITERATION_INDEX, VALUES],
    columns: [values.map((_, i) => `${i}`), values.map(format)],
  };
}

function fromRows(data, properties, format) {
  // By head; as in any object, those that are indexes come first.
  const cells = { __proto__: null };
  for (const property of properties ?? []) cells[property] = [];
  const plain = [];
  let hasPlain = false;
  const rowNames = Object.keys(data);
  rowNames.forEach((name, row) => {
    const value = data[name];
    if (isPrimitive(value)) {
      plain[row] = format(value);
      hasPlain = true;
      return;
    }
    for (const key of properties ?? Object.keys(value)) {
      if (properties !== undefined && !Object.hasOwn(value, key)) continue;
      (cells[key] ??= [])[row] = format(value[key]);
    }
  });
  const heads = [INDEX, ...Object.keys(cells)];
  const columns = [rowNames, ...Object.values(cells)];
  if (hasPlain) {
    heads.push(VALUES);
    columns.push(plain);
  }
  return { heads, columns };
}

/**
 * @param {unknown} data
 * @param {string[]} [properties] the columns that are wanted
 * @param {object} options for inspect()
 * @returns {{ heads: string[], columns: string[][] } | undefined} nothing for what is no table
 */
function tableOf(data, properties, options) {
  if (data === null || typeof data !== 'object') return undefined;
  const format = cellFormatter(options);
  if (types.isMap(data)) return fromMap([...data], format);
  if (types.isMapIterator(data)) {
    const [entries, isKeyValue] = native.previewEntries(data, true);
    if (!isKeyValue) return fromSet(entries, format);
    const pairs = [];
    for (let i = 0; i < entries.length; i += 2) pairs.push([entries[i], entries[i + 1]]);
    return fromMap(pairs, format);
  }
  if (types.isSet(data)) return fromSet([...data], format);
  if (types.isSetIterator(data)) return fromSet(native.previewEntries(data), format);
  return fromRows(data, properties, format);
}

function renderRow(cells, widths) {
  const padded = cells.map((cell, i) => ` ${cell}${' '.repeat(widths[i] - textWidth(cell) - 1)}`);
  return `│${padded.join('│')}│`;
}

/** The table as text, in a frame. */
function renderTable({ heads, columns }) {
  const rows = Math.max(...columns.map((cells) => cells.length));
  const widths = heads.map((head, i) => {
    let widest = textWidth(head);
    for (const cell of columns[i]) widest = Math.max(widest, textWidth(cell ?? ''));
    return widest + 2;
  });
  const rules = widths.map((width) => '─'.repeat(width));
  const lines = [
    `┌${rules.join('┬')}┐`, renderRow(heads, widths), `├${rules.join('┼')}┤`,
  ];
  for (let row = 0; row < rows; row++) {
    lines.push(renderRow(columns.map((cells) => cells[row] ?? ''), widths));
  }
  lines.push(`└${rules.join('┴')}┘`);
  return lines.join('\n');
}

module.exports = { renderTable, tableOf };

'use strict';
// SPDX-License-Identifier: MIT

// Puts finished entries into lines: all on one, in columns, or one on each.

const { textWidth, withoutControlSequences } = require('internal/text-width');

// Groups are made of more entries than this, and have at most this many columns.
const MIN_GROUPED_ENTRIES = 7;
const MAX_COLUMNS = 15;
const SEPARATOR_WIDTH = 2;

// Few, wide columns for long entries; many for short ones. The aim is a block
// about 2.5 times as wide (in characters) as it is high.
function countColumns(ctx, widths, entryCount) {
  let total = 0;
  let longest = 0;
  for (const width of widths) {
    total += width + SEPARATOR_WIDTH;
    if (width > longest) longest = width;
  }
  const widest = longest + SEPARATOR_WIDTH;
  const worthwhile = widest * 3 + ctx.indentationLvl < ctx.breakLength &&
    (total / widest > 5 || longest <= 6);
  if (!worthwhile) return 1;

  const bias = Math.sqrt(widest - total / entryCount);
  const column = Math.max(widest - 3 - bias, 1);
  return Math.min(
    Math.round(Math.sqrt(2.5 * column * widths.length) / column),
    Math.floor((ctx.breakLength - ctx.indentationLvl) / widest),
    ctx.compact * 4,
    MAX_COLUMNS);
}

function columnWidths(widths, columns) {
  const result = new Array(columns).fill(0);
  widths.forEach((width, i) => {
    if (width > result[i % columns]) result[i % columns] = width;
  });
  return result.map((width) => width + SEPARATOR_WIDTH);
}

function isNumeric(value, count) {
  for (let i = 0; i < count; i++) {
    if (typeof value[i] !== 'number' && typeof value[i] !== 'bigint') return false;
  }
  return true;
}

// Rows of an array's entries; numbers are aligned to the right. The remark about further
// items, which comes last, stays on a line of its own.
function groupEntries(ctx, output, value) {
  const hasRemark = ctx.maxArrayLength < output.length;
  const count = hasRemark ? output.length - 1 : output.length;
  const widths = [];
  const kind = ctx.colors ? 'coloured' : 'plain';
  for (let i = 0; i < count; i++) widths.push(textWidth(output[i], kind));

  const columns = countColumns(ctx, widths, output.length);
  if (columns <= 1) return output;

  const lineWidths = columnWidths(widths, columns);
  const alignRight = value !== undefined && isNumeric(value, output.length);
  const rows = [];
  for (let first = 0; first < count; first += columns) {
    const last = Math.min(first + columns, count) - 1;
    let row = '';
    for (let i = first; i < last; i++) {
      // Colour codes take room in the string, not on the screen.
      const invisible = output[i].length - widths[i];
      const width = lineWidths[i - first] + invisible;
      row += alignRight ? `${output[i]}, `.padStart(width) : `${output[i]}, `.padEnd(width);
    }
    const invisible = output[last].length - widths[last];
    const width = lineWidths[last - first] - SEPARATOR_WIDTH + invisible;
    rows.push(row + (alignRight ? output[last].padStart(width) : output[last]));
  }
  if (hasRemark) rows.push(output[count]);
  return rows;
}

function fitsOnOneLine(ctx, output, start, base) {
  let total = output.length + start;
  if (total + output.length > ctx.breakLength) return false;
  for (const entry of output) {
    total += (ctx.colors ? withoutControlSequences(entry) : entry).length;
    if (total > ctx.breakLength) return false;
  }
  return base === '' || !base.includes('\n');
}

// The layout of `compact: true`.
function joinCompactly(ctx, output, base, [open, close]) {
  if (fitsOnOneLine(ctx, output, 0, base)) {
    return `${open}${base ? ` ${base}` : ''} ${output.join(', ')} ${close}`;
  }
  const indentation = ' '.repeat(ctx.indentationLvl);
  const first = base === '' && open.length === 1 ?
    ' ' : `${base ? ` ${base}` : ''}\n${indentation}  `;
  return `${open}${first}${output.join(`,\n${indentation}  `)} ${close}`;
}

// As join(), without copying: the texts of deep objects are copied once at the end, and not
// once for each level.
function concatenate(entries, separator) {
  let text = entries.length > 0 ? entries[0] : '';
  for (let i = 1; i < entries.length; i++) text += separator + entries[i];
  return text;
}

/**
 * One text of an object's entries.
 *
 * @param {object} ctx the inspection
 * @param {string[]} entries
 * @param {string} base what stands before the braces
 * @param {[string, string]} braces
 * @param {'object' | 'array'} kind an array's entries may be put in columns
 * @param {number} depth
 * @param {unknown} [value] the array that the entries are of
 */
function joinEntries(ctx, entries, base, braces, kind, depth, value = undefined) {
  if (ctx.compact === true) return joinCompactly(ctx, entries, base, braces);

  const lead = base ? `${base} ` : '';
  let lines = entries;
  if (typeof ctx.compact === 'number' && ctx.compact >= 1) {
    if (kind === 'array' && entries.length >= MIN_GROUPED_ENTRIES) {
      lines = groupEntries(ctx, entries, value);
    }
    // On one line only what holds few levels, and was not put in columns.
    if (ctx.currentDepth - depth < ctx.compact && lines.length === entries.length) {
      const start = lines.length + ctx.indentationLvl + braces[0].length + base.length + 10;
      if (fitsOnOneLine(ctx, lines, start, base)) {
        const joined = lines.join(', ');
        if (!joined.includes('\n')) return `${lead}${braces[0]} ${joined} ${braces[1]}`;
      }
    }
  }
  const indentation = `\n${' '.repeat(ctx.indentationLvl)}`;
  return `${lead}${braces[0]}${indentation}  ${concatenate(lines, `,${indentation}  `)}` +
    `${indentation}${braces[1]}`;
}

module.exports = { joinEntries };

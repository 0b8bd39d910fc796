'use strict';
// SPDX-License-Identifier: MIT

// Moving a terminal's cursor, by the control sequences of ECMA-48.

const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_CURSOR_POS } } = require('internal/errors');
const { validateFunction } = require('internal/validate');

function write(stream, sequence, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (sequence === '' || stream === null || stream === undefined) {
    if (typeof callback === 'function') process.nextTick(callback, null);
    return true;
  }
  return stream.write(sequence, callback);
}

function checkNumber(value, name) {
  if (Number.isNaN(value)) throw new ERR_INVALID_ARG_VALUE(name, value);
}

function cursorTo(stream, x, y, callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (typeof y === 'function') [y, callback] = [undefined, y];
  checkNumber(x, 'x');
  checkNumber(y, 'y');
  if (typeof x !== 'number' && typeof y === 'number' && stream) throw new ERR_INVALID_CURSOR_POS();
  if (typeof x !== 'number') return write(stream, '', callback);
  const sequence = typeof y === 'number' ? `\x1b[${y + 1};${x + 1}H` : `\x1b[${x + 1}G`;
  return write(stream, sequence, callback);
}

function moveCursor(stream, dx, dy, callback) {
  let sequence = '';
  if (dx < 0) sequence += `\x1b[${-dx}D`;
  else if (dx > 0) sequence += `\x1b[${dx}C`;
  if (dy < 0) sequence += `\x1b[${-dy}A`;
  else if (dy > 0) sequence += `\x1b[${dy}B`;
  return write(stream, sequence, callback);
}

/** The line: to its beginning (negative), to its end (positive), or all of it. */
function clearLine(stream, direction, callback) {
  const part = direction < 0 ? 1 : direction > 0 ? 0 : 2;
  return write(stream, `\x1b[${part}K`, callback);
}

function clearScreenDown(stream, callback) {
  return write(stream, '\x1b[0J', callback);
}

module.exports = { clearLine, clearScreenDown, cursorTo, moveCursor };

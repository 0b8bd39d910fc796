'use strict';
// SPDX-License-Identifier: MIT

// Moving a terminal's cursor and clearing what it shows.

const { codes: { ERR_INVALID_ARG_VALUE, ERR_INVALID_CURSOR_POS } } = require('internal/errors');
const { validateFunction } = require('internal/validate');

const CLEAR_TO_START = '\u001b[1K';
const CLEAR_TO_END = '\u001b[0K';
const CLEAR_LINE = '\u001b[2K';
const CLEAR_DOWN = '\u001b[0J';

function checkCallback(callback) {
  if (callback !== undefined) validateFunction(callback, 'callback');
}

function write(stream, text, callback) {
  if (stream === null || stream === undefined || text === '') {
    if (typeof callback === 'function') process.nextTick(callback, null);
    return true;
  }
  return stream.write(text, callback);
}

function cursorText(x, y) {
  if (Number.isNaN(x)) throw new ERR_INVALID_ARG_VALUE('x', x);
  if (Number.isNaN(y)) throw new ERR_INVALID_ARG_VALUE('y', y);
  if (typeof x !== 'number') {
    if (typeof y === 'number') throw new ERR_INVALID_CURSOR_POS();
    return '';
  }
  return typeof y === 'number' ? `\u001b[${y + 1};${x + 1}H` : `\u001b[${x + 1}G`;
}

function moveText(dx, dy) {
  let text = '';
  // What is no number moves nothing.
  if (dx < 0 || dx > 0) text += `\u001b[${Math.abs(dx)}${dx < 0 ? 'D' : 'C'}`;
  if (dy < 0 || dy > 0) text += `\u001b[${Math.abs(dy)}${dy < 0 ? 'A' : 'B'}`;
  return text;
}

function clearText(direction) {
  if (direction === 0) return CLEAR_LINE;
  return direction < 0 ? CLEAR_TO_START : CLEAR_TO_END;
}

function cursorTo(stream, x, y = undefined, callback = undefined) {
  if (typeof y === 'function') [y, callback] = [undefined, y];
  checkCallback(callback);
  const nobody = stream === null || stream === undefined;
  return write(stream, nobody ? '' : cursorText(x, y), callback);
}

function moveCursor(stream, dx, dy, callback = undefined) {
  checkCallback(callback);
  return write(stream, moveText(dx, dy), callback);
}

function clearLine(stream, direction, callback = undefined) {
  checkCallback(callback);
  return write(stream, clearText(direction), callback);
}

function clearScreenDown(stream, callback = undefined) {
  checkCallback(callback);
  return write(stream, CLEAR_DOWN, callback);
}

module.exports = {
  CLEAR_DOWN, clearLine, clearScreenDown, clearText, cursorText, cursorTo, moveCursor, moveText,
};

'use strict';
// SPDX-License-Identifier: MIT

// tty: terminals as streams. Only a program has one; a plugin's output goes to its log.

const { TTY, isatty: isTerminal } = internalBinding('tty');
const { callable } = require('internal/callable-class');
const { codes: { ERR_INVALID_FD } } = require('internal/errors');
const { HandleStream } = require('internal/handle-stream');
const { SystemError } = require('internal/system-error');
const { getColorDepth, hasColors } = require('tty/colors');
const cursor = require('tty/cursor');

const { errname, strerror } = internalBinding('uv');

function isatty(descriptor) {
  return Number.isInteger(descriptor) && descriptor >= 0 && descriptor <= 2147483647 &&
    isTerminal(descriptor);
}

function openTerminal(descriptor) {
  if (descriptor >> 0 !== descriptor || descriptor < 0) throw new ERR_INVALID_FD(descriptor);
  const handle = new TTY();
  const status = handle.open(descriptor);
  if (status >= 0) return handle;
  const info = {
    errno: status, syscall: 'uv_tty_init', code: errname(status), message: strerror(status),
  };
  throw new SystemError(info, 'ERR_TTY_INIT_FAILED', 'TTY initialization failed');
}

class ReadStream extends HandleStream {
  isRaw = false;
  isTTY = true;

  constructor(descriptor) {
    super(openTerminal(descriptor), { readable: true, writable: false });
  }

  /** Whether keys come one by one, and unprocessed, instead of line by line. */
  setRawMode(raw) {
    raw = Boolean(raw);
    const status = this._handle?.setRawMode(raw);
    if (status < 0) {
      this.emit('error', new Error(`setRawMode ${errname(status)}`));
      return this;
    }
    this.isRaw = raw;
    return this;
  }
}

// What all terminals that are written to can do.
const abilities = {
  isTTY: true,
  getColorDepth,
  hasColors,
  getWindowSize() {
    return [this.columns, this.rows];
  },
  _refreshSize() {
    const size = this._terminal?.getWindowSize();
    if (!Array.isArray(size)) return;
    const [columns, rows] = [this.columns, this.rows];
    [this.columns, this.rows] = size;
    if (columns !== this.columns || rows !== this.rows) this.emit('resize');
  },
  clearLine(direction, callback) {
    return cursor.clearLine(this, direction, callback);
  },
  clearScreenDown(callback) {
    return cursor.clearScreenDown(this, callback);
  },
  cursorTo(x, y, callback) {
    return cursor.cursorTo(this, x, y, callback);
  },
  moveCursor(dx, dy, callback) {
    return cursor.moveCursor(this, dx, dy, callback);
  },
};

class WriteStream extends HandleStream {
  #terminal;

  constructor(descriptor) {
    super(openTerminal(descriptor), { readable: false, writable: true });
    this.#terminal = this._handle;
    this._refreshSize();
  }

  get isTTY() {
    return true;
  }

  getWindowSize() {
    return [this.columns, this.rows];
  }

  _refreshSize() {
    const before = [this.columns, this.rows];
    const size = this.#terminal.getWindowSize();
    if (!Array.isArray(size)) return;
    [this.columns, this.rows] = size;
    const known = before[0] !== undefined;
    if (known && (before[0] !== size[0] || before[1] !== size[1])) this.emit('resize');
  }

  clearLine(direction, callback) {
    return cursor.clearLine(this, direction, callback);
  }

  clearScreenDown(callback) {
    return cursor.clearScreenDown(this, callback);
  }

  cursorTo(x, y, callback) {
    return cursor.cursorTo(this, x, y, callback);
  }

  moveCursor(dx, dy, callback) {
    return cursor.moveCursor(this, dx, dy, callback);
  }
}
Object.assign(WriteStream.prototype, { getColorDepth, hasColors });

module.exports = {
  ReadStream: callable(ReadStream), WriteStream: callable(WriteStream), isatty,
};

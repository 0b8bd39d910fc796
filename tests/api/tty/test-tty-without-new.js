'use strict';
// SPDX-License-Identifier: MIT
// Terminals are made with or without new, and what is none is told as the system says it.

const assert = require('assert');
const fs = require('fs');
const tty = require('tty');

const file = fs.openSync(__filename);
for (const make of [(fd) => tty.ReadStream(fd), (fd) => tty.WriteStream(fd), (fd) => new tty.ReadStream(fd)]) {
  assert.throws(() => make(file), { name: 'SystemError', code: 'ERR_TTY_INIT_FAILED', syscall: 'uv_tty_init' });
  assert.throws(() => make('x'), { code: 'ERR_INVALID_FD', message: '"fd" must be a positive integer: x' });
}

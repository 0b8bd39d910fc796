'use strict';
// SPDX-License-Identifier: MIT

// process.stdout and process.stderr: writing is synchronous, into the terminal, pipe or file of
// `plinth run`, or into the host's log.

const native = internalBinding('process');
const EventEmitter = require('events');
const { codes: { ERR_INVALID_ARG_TYPE, ERR_STREAM_WRITE_AFTER_END } } = require('internal/errors');

class Output extends EventEmitter {
  #ended = false;

  constructor(descriptor) {
    super();
    this.fd = descriptor;
    this.writable = true;
    this.isTTY = native.isTerminal(descriptor) || undefined;
    this._isStdio = true;
    if (this.isTTY) [this.columns, this.rows] = native.windowSize(descriptor);
  }

  /** Writes text or bytes; true, as nothing is ever held back. */
  write(chunk, encoding, callback) {
    if (typeof encoding === 'function') [callback, encoding] = [encoding, undefined];
    if (typeof chunk !== 'string' && !ArrayBuffer.isView(chunk)) {
      throw new ERR_INVALID_ARG_TYPE('chunk', ['string', 'Buffer', 'Uint8Array'], chunk);
    }
    if (this.#ended) {
      const error = new ERR_STREAM_WRITE_AFTER_END();
      process.nextTick(() => {
        callback?.(error);
        this.emit('error', error);
      });
      return false;
    }
    if (typeof chunk === 'string' && encoding && encoding !== 'utf8' && encoding !== 'utf-8') {
      chunk = Buffer.from(chunk, encoding);
    }
    native.write(this.fd, chunk);
    if (typeof callback === 'function') process.nextTick(callback);
    return true;
  }

  end(chunk, encoding, callback) {
    if (typeof chunk === 'function') [callback, chunk] = [chunk, undefined];
    if (typeof encoding === 'function') [callback, encoding] = [encoding, undefined];
    if (chunk !== undefined && chunk !== null) this.write(chunk, encoding);
    if (!this.#ended) process.nextTick(() => this.emit('finish'));
    this.#ended = true;
    this.writable = false;
    if (typeof callback === 'function') process.nextTick(callback);
    return this;
  }

  /** How many colours the terminal shows, as a number of bits. */
  getColorDepth() {
    const { TERM, COLORTERM, NO_COLOR, FORCE_COLOR } = process.env;
    if (NO_COLOR !== undefined && FORCE_COLOR === undefined) return 1;
    if (COLORTERM === 'truecolor' || COLORTERM === '24bit') return 24;
    if (TERM === undefined || TERM === 'dumb') return 1;
    return TERM.includes('256') ? 8 : 4;
  }

  hasColors(count = 16) {
    return !!this.isTTY && 2 ** this.getColorDepth() >= count;
  }

  getWindowSize() {
    return native.windowSize(this.fd);
  }
}

module.exports = { makeOutput: (descriptor) => new Output(descriptor) };

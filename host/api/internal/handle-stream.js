'use strict';
// SPDX-License-Identifier: MIT

// A stream over a native one: an end of a pipe to a child, standard input, a terminal.

const { Duplex } = require('stream');
const { UV_EOF } = internalBinding('uv');
const { errnoException } = require('internal/errors');

const UTF8 = 1;  // As the native half numbers encodings; bytes ignore it.

class HandleStream extends Duplex {
  #bytesRead = 0;
  #onRead = (size, bytes) => this.#take(size, bytes);

  constructor(handle, { readable, writable }) {
    super({ allowHalfOpen: false, readable, writable });
    this._handle = handle;
  }

  get fd() {
    return this._handle?.fd ?? -1;
  }

  get bytesRead() {
    return this._handle?.bytesRead ?? this.#bytesRead;
  }

  _read() {
    if (this._handle === null) return;
    const status = this._handle.readStart(this.#onRead);
    if (status < 0) this.destroy(errnoException(status, 'read'));
  }

  #take(size, bytes) {
    if (size > 0) {
      if (!this.push(Buffer.from(bytes)) && this._handle !== null) this._handle.readStop();
    } else if (size === UV_EOF) {
      this.push(null);
      this.read(0);  // 'end' comes even when there was nothing to read.
    } else if (size < 0) {
      this.destroy(errnoException(size, 'read'));
    }
  }

  _write(chunk, encoding, callback) {
    const done = (status) => callback(status < 0 ? errnoException(status, 'write') : null);
    const status = this._handle.write(chunk, UTF8, done);
    if (status !== 1) done(status);
  }

  _final(callback) {
    if (this._handle === null) return callback();
    const status = this._handle.shutdown(() => callback());
    if (status < 0) callback();
  }

  _destroy(error, callback) {
    const handle = this._handle;
    if (handle === null) return callback(error);
    this.#bytesRead = handle.bytesRead;
    this._handle = null;
    const status = handle.close(() => callback(error));
    if (status < 0) process.nextTick(callback, error);  // It was closed behind our back.
  }

  ref() {
    this._handle?.ref();
    return this;
  }

  unref() {
    this._handle?.unref();
    return this;
  }
}

/** A pipe or socket that this process was started with. */
function openPipe(descriptor) {
  const { Pipe, SOCKET } = internalBinding('pipe');
  const pipe = new Pipe(SOCKET);
  const status = pipe.open(descriptor);
  if (status < 0) throw errnoException(status, 'open');
  return new HandleStream(pipe, { readable: true, writable: false });
}

module.exports = { HandleStream, openPipe };

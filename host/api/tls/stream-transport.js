'use strict';
// SPDX-License-Identifier: MIT

// Any Duplex, with the methods of a native stream's handle: what TLS runs on when it is not given a
// socket.

require('internal/on-first-use');
const { Buffer } = require('buffer');
const { codes: { ERR_STREAM_WRAP } } = require('internal/errors');
const { UV_ECANCELED, UV_EOF, UV_EPIPE } = internalBinding('uv');

class StreamTransport {
  #stream;
  #onread = null;
  #closed = false;
  bytesRead = 0;
  bytesWritten = 0;

  constructor(stream) {
    this.#stream = stream;
    stream.on('data', (chunk) => this.#take(chunk));
    stream.on('end', () => this.#tell(UV_EOF));
    stream.pause();
  }

  #take(chunk) {
    if (typeof chunk === 'string' || this.#stream.readableObjectMode === true) {
      this.#stream.pause();
      this.#stream.emit('error', new ERR_STREAM_WRAP());
      return;
    }
    this.bytesRead += chunk.length;
    this.#tell(chunk.length, chunk);
  }

  #tell(size, bytes) {
    if (!this.#closed && this.#onread !== null) Reflect.apply(this.#onread, this, [size, bytes]);
  }

  readStart(onread) {
    this.#onread = onread;
    this.#stream.resume();
    return 0;
  }

  readStop() {
    this.#stream.pause();
    return 0;
  }

  write(data, encoding, callback) {
    const bytes = Buffer.from(data);
    if (this.#closed || this.#stream.destroyed) return UV_EPIPE;
    this.bytesWritten += bytes.length;
    this.#stream.write(bytes, (error) => {
      callback(error ? (this.#closed ? UV_ECANCELED : UV_EPIPE) : 0);
    });
    return 1;
  }

  shutdown(callback) {
    this.#stream.end(() => callback(0));
    return 0;
  }

  close(callback) {
    if (this.#closed) return;
    this.#closed = true;
    const stream = this.#stream;
    const done = () => callback?.();
    // Behind the error, if there is one.
    if (stream.destroyed || stream.closed) return void setImmediate(done);
    let called = false;
    const once = () => {
      if (called) return;
      called = true;
      done();
    };
    stream.once('close', once);
    stream.destroy();
    if (stream._readableState?.emitClose === false) setImmediate(once);
  }

  ref() {
    this.#stream.ref?.();
  }

  unref() {
    this.#stream.unref?.();
  }

  hasRef() {
    return false;
  }

  get fd() {
    return -1;
  }

  get writeQueueSize() {
    return this.#stream.writableLength ?? 0;
  }
}

module.exports = { StreamTransport };

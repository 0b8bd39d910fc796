'use strict';
// SPDX-License-Identifier: MIT

// Web streams as Node streams.

const { AbortError, codes } = require('internal/errors');
const { validateBoolean, validateObject } = require('internal/validate');
const { Duplex, Readable, Writable } = require('stream');
const { ReadableStream, WritableStream } = require('stream/web');
const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_STREAM_PREMATURE_CLOSE } = codes;

function readOptions(options) {
  validateObject(options, 'options');
  const { decodeStrings = true, encoding, highWaterMark, objectMode = false, signal } = options;
  if (encoding !== undefined && !Buffer.isEncoding(encoding)) {
    throw new ERR_INVALID_ARG_VALUE('options.encoding', encoding);
  }
  validateBoolean(objectMode, 'options.objectMode');
  validateBoolean(decodeStrings, 'options.decodeStrings');
  return { decodeStrings, encoding, highWaterMark, objectMode, signal };
}

function checkStream(stream, name, Class) {
  if (!(stream instanceof Class)) throw new ERR_INVALID_ARG_TYPE(name, Class.name, stream);
}

// Reads for a Node stream; destroying that cancels the web stream.
class Source {
  #reader;
  #closed = false;

  constructor(readable) {
    this.#reader = readable.getReader();
  }

  attach(stream) {
    this.#reader.closed.then(() => {
      this.#closed = true;
    }, (error) => {
      this.#closed = true;
      stream.destroy(error);
    });
  }

  async read(stream) {
    try {
      const { done, value } = await this.#reader.read();
      if (done) stream.push(null);
      else stream.push(value);
    } catch (error) {
      stream.destroy(error);
    }
  }

  async destroy(error) {
    if (this.#closed) return;
    this.#closed = true;
    await this.#reader.cancel(error);
  }
}

// Writes for a Node stream; destroying that aborts the web stream.
class Sink {
  #writer;
  #closed = false;
  #inObjects;

  constructor(writable, inObjects) {
    this.#writer = writable.getWriter();
    this.#inObjects = inObjects;
  }

  attach(stream) {
    this.#writer.closed.then(() => {
      this.#closed = true;
      if (!stream.writableEnded) stream.destroy(new ERR_STREAM_PREMATURE_CLOSE());
    }, (error) => {
      this.#closed = true;
      stream.destroy(error);
    });
  }

  async write(chunk, encoding, decodeStrings) {
    await this.#writer.ready;
    if (typeof chunk === 'string' && decodeStrings && !this.#inObjects) {
      chunk = Buffer.from(chunk, encoding);
    }
    await this.#writer.write(chunk);
  }

  async finish() {
    if (!this.#closed) await this.#writer.close();
  }

  async destroy(error) {
    if (this.#closed) return;
    this.#closed = true;
    if (error) await this.#writer.abort(error);
    else await this.#writer.close();
  }
}

// Calls back behind the promise, so that what a listener throws is nobody's rejection.
function settle(promise, callback, error = undefined) {
  promise.then(
    () => process.nextTick(callback, error),
    (failure) => process.nextTick(callback, error ?? failure ?? new AbortError()));
}

function sinkMethods(sink, decodeStrings) {
  return {
    write(chunk, encoding, callback) {
      settle(sink.write(chunk, encoding, decodeStrings), callback);
    },
    writev(entries, callback) {
      settle(Promise.all(entries.map(({ chunk, encoding }) =>
        sink.write(chunk, encoding, decodeStrings))), callback);
    },
    final(callback) {
      settle(sink.finish(), callback);
    },
  };
}

/**
 * @param {ReadableStream} readable
 * @param {object} [options] of the Node stream
 * @returns {Readable}
 */
function readableFromWeb(readable, options = {}) {
  checkStream(readable, 'readableStream', ReadableStream);
  const { encoding, highWaterMark, objectMode, signal } = readOptions(options);
  const source = new Source(readable);
  const stream = new Readable({
    objectMode, highWaterMark, encoding, signal,
    read() {
      source.read(this);
    },
    destroy(error, callback) {
      settle(source.destroy(error), callback, error);
    },
  });
  source.attach(stream);
  return stream;
}

/**
 * @param {WritableStream} writable
 * @param {object} [options] of the Node stream
 * @returns {Writable}
 */
function writableFromWeb(writable, options = {}) {
  checkStream(writable, 'writableStream', WritableStream);
  const { decodeStrings, highWaterMark, objectMode, signal } = readOptions(options);
  const sink = new Sink(writable, objectMode);
  const stream = new Writable({
    decodeStrings, highWaterMark, objectMode, signal,
    ...sinkMethods(sink, decodeStrings),
    destroy(error, callback) {
      settle(sink.destroy(error), callback, error);
    },
  });
  sink.attach(stream);
  return stream;
}

/**
 * @param {{ readable: ReadableStream, writable: WritableStream }} pair
 * @param {object} [options] of the Node stream
 * @returns {Duplex}
 */
function duplexFromWeb(pair, options = {}) {
  validateObject(pair, 'pair');
  checkStream(pair.readable, 'pair.readable', ReadableStream);
  checkStream(pair.writable, 'pair.writable', WritableStream);
  validateObject(options, 'options');
  validateBoolean(options.allowHalfOpen ?? false, 'options.allowHalfOpen');
  const { decodeStrings, encoding, highWaterMark, objectMode, signal } = readOptions(options);
  const source = new Source(pair.readable);
  const sink = new Sink(pair.writable, objectMode);
  const duplex = new Duplex({
    decodeStrings, encoding, highWaterMark, objectMode, signal,
    allowHalfOpen: options.allowHalfOpen,
    readableObjectMode: options.readableObjectMode,
    writableObjectMode: options.writableObjectMode,
    ...sinkMethods(sink, decodeStrings),
    read() {
      source.read(this);
    },
    destroy(error, callback) {
      settle(Promise.all([sink.destroy(error), source.destroy(error)]), callback, error);
    },
  });
  source.attach(duplex);
  sink.attach(duplex);
  return duplex;
}

module.exports = { duplexFromWeb, readableFromWeb, writableFromWeb };

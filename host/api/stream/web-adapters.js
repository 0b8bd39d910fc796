'use strict';
// SPDX-License-Identifier: MIT

// Node streams as web streams.

const { AbortError, codes } = require('internal/errors');
const { finished, isDestroyed, isReadable, isWritable } = require('stream');
const {
  ByteLengthQueuingStrategy, CountQueuingStrategy, ReadableStream, WritableStream,
} = require('stream/web');
const { ERR_INVALID_ARG_TYPE, ERR_STREAM_PREMATURE_CLOSE } = codes;

function ended(error) {
  return error?.code === ERR_STREAM_PREMATURE_CLOSE.name ?
    new AbortError(undefined, { cause: error }) : error;
}

// What stays quiet: errors after the end are nobody's.
function ignoreErrors(stream) {
  stream.on('error', () => {});
}

function readableStrategy({ readableObjectMode, readableHighWaterMark: highWaterMark }, strategy) {
  if (strategy) return strategy;
  return readableObjectMode ?
    new CountQueuingStrategy({ highWaterMark }) : new ByteLengthQueuingStrategy({ highWaterMark });
}

/**
 * @param {Readable} stream
 * @param {{ strategy?: object }} [options]
 * @returns {ReadableStream}
 */
function toReadableStream(stream, options = {}) {
  if (typeof stream?._readableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('streamReadable', 'stream.Readable', stream);
  }
  if (isDestroyed(stream) || !isReadable(stream)) {
    const empty = new ReadableStream();
    empty.cancel();
    return empty;
  }
  const inObjects = stream.readableObjectMode;
  let controller;
  function give(chunk) {
    // Memory of a slab would go with what else is in it.
    if (Buffer.isBuffer(chunk) && !inObjects) chunk = new Uint8Array(chunk);
    controller.enqueue(chunk);
    if (controller.desiredSize <= 0) stream.pause();
  }
  stream.pause();
  const stop = finished(stream, (error) => {
    stop();
    ignoreErrors(stream);
    if (error) controller.error(ended(error));
    else controller.close();
  });
  stream.on('data', give);
  stream.pause();
  return new ReadableStream({
    start(made) {
      controller = made;
    },
    pull() {
      stream.resume();
    },
    cancel(reason) {
      stream.destroy(reason);
    },
  }, readableStrategy(stream, options.strategy));
}

/**
 * @param {Writable} stream
 * @returns {WritableStream}
 */
function toWritableStream(stream) {
  if (typeof stream?._writableState !== 'object' && typeof stream?.write !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('streamWritable', 'stream.Writable', stream);
  }
  if (isDestroyed(stream) || !isWritable(stream)) {
    const closed = new WritableStream();
    closed.close();
    return closed;
  }
  const { writableHighWaterMark: highWaterMark = 16384, writableObjectMode } = stream;
  const strategy = writableObjectMode ?
    new CountQueuingStrategy({ highWaterMark }) : { highWaterMark };
  let controller;
  let drained;
  let closing;
  const stop = finished(stream, (error) => {
    stop();
    ignoreErrors(stream);
    const reason = ended(error);
    if (reason) drained?.reject(reason);
    if (closing !== undefined) {
      if (reason) closing.reject(reason);
      else closing.resolve();
      closing = undefined;
      return;
    }
    controller.error(reason ?? new AbortError());
  });
  stream.on('drain', () => drained?.resolve());
  return new WritableStream({
    start(made) {
      controller = made;
    },
    write(chunk) {
      if (!stream.writableNeedDrain && stream.write(chunk)) return undefined;
      return new Promise((resolve, reject) => {
        drained = { resolve, reject };
      }).finally(() => {
        drained = undefined;
      });
    },
    abort(reason) {
      stream.destroy(reason);
    },
    close() {
      if (closing === undefined && !isWritable(stream)) return undefined;
      return new Promise((resolve, reject) => {
        closing = { resolve, reject };
        stream.end();
      });
    },
  }, strategy);
}

/**
 * @param {Duplex} duplex
 * @returns {{ readable: ReadableStream, writable: WritableStream }}
 */
function toPair(duplex) {
  if (typeof duplex?._writableState !== 'object' || typeof duplex._readableState !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('duplex', 'stream.Duplex', duplex);
  }
  if (isDestroyed(duplex)) {
    const writable = new WritableStream();
    const readable = new ReadableStream();
    writable.close();
    readable.cancel();
    return { readable, writable };
  }
  return { readable: toReadableStream(duplex), writable: toWritableStream(duplex) };
}

module.exports = { toPair, toReadableStream, toWritableStream };

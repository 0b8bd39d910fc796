'use strict';
// SPDX-License-Identifier: MIT

// Reading a file in front of its stream: several chunks with one request, while those before them are
// handled. Only for a file that the stream opened itself and reads with fs's own functions, so that
// nobody else sees how far it was read.

const { functions: { read, readv } } = require('fs/descriptors');
const { kBusy, kFs, kHandle, operationOver } = require('fs/stream-file');
const { errorOrDestroy } = require('internal/deps/readable-stream');

const MOST_BYTES = 512 * 1024;  // Of one request, unless a single chunk has more.

class Ahead {
  constructor() {
    this.most = 0;     // Bytes of a chunk.
    this.chunks = [];  // Read, and not handed to the stream yet.
    this.bytes = 0;    // Of them.
    this.count = 1;    // Of chunks, in the next request.
    this.wanted = false;
    this.over = false;
    this.error = undefined;
  }

  get idle() {
    return this.chunks.length === 0 && !this.over && this.error === undefined;
  }

  /** Takes what was read: `count` bytes into the buffers. */
  add(buffers, count) {
    this.bytes += count;
    for (const buffer of buffers) {
      if (count === 0) return;
      const size = Math.min(count, buffer.length);
      // A small rest of a large buffer must not keep all of it.
      this.chunks.push(size === buffer.length ? buffer : Buffer.from(buffer.subarray(0, size)));
      count -= size;
    }
  }
}

// The next chunk to a stream that wants one.
function hand(stream, ahead) {
  if (!ahead.wanted || stream.destroyed) return;
  if (ahead.chunks.length > 0) {
    ahead.wanted = false;
    const chunk = ahead.chunks.shift();
    ahead.bytes -= chunk.length;
    if (stream.pos !== undefined) stream.pos += chunk.length;
    stream.bytesRead += chunk.length;
    stream.push(chunk);
  } else if (ahead.error !== undefined) {
    ahead.wanted = false;
    errorOrDestroy(stream, ahead.error);
  } else if (ahead.over) {
    ahead.wanted = false;
    stream.push(null);
  }
}

// The chunks of the next request, at most as many as the stream's range allows.
function chunksToRead(stream, ahead) {
  const handed = stream.pos === undefined ? stream.bytesRead : stream.pos;
  let left = stream.end - handed - ahead.bytes + 1;
  const buffers = [];
  while (buffers.length < ahead.count && left > 0 && ahead.most > 0) {
    buffers.push(Buffer.allocUnsafeSlow(Math.min(left, ahead.most)));
    left -= ahead.most;
  }
  return buffers;
}

function request(stream, ahead) {
  const buffers = chunksToRead(stream, ahead);
  if (buffers.length === 0) {
    ahead.over = true;
    return;
  }
  const position = stream.pos === undefined ? null : stream.pos + ahead.bytes;
  stream[kBusy] = true;
  const done = (error, count) => {
    if (operationOver(stream, error)) return;
    if (error) ahead.error = error;
    else if (count === 0) ahead.over = true;
    else goOn(stream, ahead, buffers, count);
    hand(stream, ahead);
  };
  if (buffers.length === 1) read(stream.fd, buffers[0], 0, buffers[0].length, position, done);
  else readv(stream.fd, buffers, position, done);
}

function goOn(stream, ahead, buffers, count) {
  const asked = buffers.length === 1 ? buffers[0].length :
    buffers.reduce((sum, { length }) => sum + length, 0);
  ahead.add(buffers, count);
  // The end of a file, or something that gives what it has: then a chunk at a time, when asked.
  if (count < asked) {
    ahead.count = 1;
    return;
  }
  ahead.count = Math.max(1, Math.min(2 * ahead.count, Math.floor(MOST_BYTES / ahead.most)));
  if (ahead.wanted) request(stream, ahead);
}

/** Whether a stream that is about to read may be read ahead: its file is nobody else's. */
function mayReadAhead(stream) {
  return stream[kHandle] === undefined && stream.path !== undefined &&
    stream[kFs] === require('fs') && stream[kFs].read === read;
}

/**
 * Stands in for _read(): hands a chunk to the stream, in the next tick or when it is read. At once it
 * would come together with the one that the stream has.
 */
function readAhead(stream, ahead, most) {
  ahead.most = most;
  ahead.wanted = true;
  if (!stream[kBusy] && ahead.chunks.length <= ahead.count / 2 && !ahead.over &&
      ahead.error === undefined) {
    request(stream, ahead);
  }
  if (!ahead.idle) process.nextTick(hand, stream, ahead);
}

module.exports = { Ahead, mayReadAhead, readAhead };

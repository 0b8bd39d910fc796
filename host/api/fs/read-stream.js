'use strict';
// SPDX-License-Identifier: MIT

// fs.ReadStream: a file, or a part of it, as a readable stream.

const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
const { validateFunction } = require('internal/validate');
const { Ahead, mayReadAhead, readAhead } = require('fs/read-ahead');
const {
  checkPosition, closeReadable, constructFile, defineAccessors, deprecatedOpen, destroyFile,
  kBusy, kFs, operationOver, streamOptions, useFile,
} = require('fs/stream-file');
const { errorOrDestroy } = require('internal/deps/readable-stream');
const { Readable } = require('stream');

const HIGH_WATER_MARK = 64 * 1024;

const kAhead = Symbol('read ahead');

function setRange(stream, { start, end = Infinity }) {
  stream.start = start;
  stream.end = end ?? Infinity;
  stream.pos = undefined;
  if (start !== undefined) {
    checkPosition(start, 'start');
    stream.pos = start;
  }
  if (stream.end === Infinity) return;
  checkPosition(stream.end, 'end');
  if (start !== undefined && start > stream.end) {
    throw new ERR_OUT_OF_RANGE('start', `<= "end" (here: ${stream.end})`, start);
  }
}

function ReadStream(path, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(path, options);
  const own = streamOptions(options);
  own.highWaterMark ??= HIGH_WATER_MARK;
  useFile(this, path, own, 'r');
  validateFunction(this[kFs].read, 'options.fs.read');
  this.bytesRead = 0;
  this[kAhead] = undefined;
  setRange(this, own);
  Reflect.apply(Readable, this, [own]);
  if (own.encoding) this.setEncoding(own.encoding);
}
Object.setPrototypeOf(ReadStream.prototype, Readable.prototype);
Object.setPrototypeOf(ReadStream, Readable);

const open = deprecatedOpen('ReadStream');
/** @deprecated opening is the stream's own business */
ReadStream.prototype.open = open;

ReadStream.prototype._construct = function(callback) {
  constructFile(this, open, callback);
};

ReadStream.prototype._read = function(most) {
  // Tests and packages replace fs.read() while a stream reads.
  if (this[kAhead] === undefined || (this[kAhead].idle && !this[kBusy])) {
    this[kAhead] = mayReadAhead(this) ? this[kAhead] ?? new Ahead() : undefined;
  }
  if (this[kAhead] !== undefined) readAhead(this, this[kAhead], most);
  else readOne(this, most);
};

function readOne(stream, most) {
  const done = stream.pos === undefined ? stream.bytesRead : stream.pos;
  const size = Math.min(stream.end - done + 1, most);
  if (size <= 0) {
    stream.push(null);
    return;
  }
  const memory = Buffer.allocUnsafeSlow(size);
  stream[kBusy] = true;
  stream[kFs].read(stream.fd, memory, 0, size, stream.pos, (error, count, buffer = memory) => {
    if (operationOver(stream, error)) return;
    if (error) {
      errorOrDestroy(stream, error);
    } else if (count > 0) {
      if (stream.pos !== undefined) stream.pos += count;
      stream.bytesRead += count;
      // A small rest of a large buffer must not keep all of it.
      stream.push(count === buffer.length ? buffer : Buffer.from(buffer.subarray(0, count)));
    } else {
      stream.push(null);
    }
  });
}

ReadStream.prototype._destroy = function(error, callback) {
  destroyFile(this, error, callback);
};

ReadStream.prototype.close = function(callback) {
  closeReadable(this, callback);
};

defineAccessors(ReadStream.prototype, '_readableState');

module.exports = { ReadStream };

'use strict';
// SPDX-License-Identifier: MIT

// fs.WriteStream: a writable stream into a file.

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateBoolean, validateFunction } = require('internal/validate');
const {
  checkPosition, constructFile, defineAccessors, deprecatedOpen, destroyFile, kBusy, kFs,
  operationOver, streamOptions, useFile,
} = require('fs/stream-file');
const { Writable } = require('stream');

// A file that is not ready (a pipe, say) is asked this often.
const MOST_RETRIES = 5;

function checkFunctions({ write, writev, fsync }, flush) {
  if (!write && !writev) {
    throw new ERR_INVALID_ARG_TYPE('options.fs.write', 'function', write);
  }
  if (write) validateFunction(write, 'options.fs.write');
  if (writev) validateFunction(writev, 'options.fs.writev');
  if (flush) validateFunction(fsync, 'options.fs.fsync');
}

function WriteStream(path, options) {
  if (!(this instanceof WriteStream)) return new WriteStream(path, options);
  const own = streamOptions(options);
  own.decodeStrings = true;
  useFile(this, path, own, 'w');
  if (own.flush !== undefined && own.flush !== null) validateBoolean(own.flush, 'options.flush');
  this.flush = own.flush ?? false;
  checkFunctions(this[kFs], this.flush);
  // What is missing is not offered to the stream.
  if (!this[kFs].write) this._write = null;
  if (!this[kFs].writev) this._writev = null;
  this.bytesWritten = 0;
  this.start = own.start;
  this.pos = undefined;
  if (own.start !== undefined) {
    checkPosition(own.start, 'start');
    this.pos = own.start;
  }
  Reflect.apply(Writable, this, [own]);
  if (own.encoding) this.setDefaultEncoding(own.encoding);
}
Object.setPrototypeOf(WriteStream.prototype, Writable.prototype);
Object.setPrototypeOf(WriteStream, Writable);

const open = deprecatedOpen('WriteStream');
/** @deprecated opening is the stream's own business */
WriteStream.prototype.open = open;

WriteStream.prototype._construct = function(callback) {
  constructFile(this, open, callback);
};

// Calls `attempt(callback)` until all bytes are written; `left` is told how many were.
function writeAll(stream, attempt, left, callback) {
  let retries = 0;
  const next = () => attempt((error, count = 0) => {
    const again = error?.code === 'EAGAIN';
    if (again) [error, count] = [null, 0];
    if (stream.destroyed || error) {
      callback(error || stream.errored);
      return;
    }
    stream.bytesWritten += count;
    if (stream.pos !== undefined) stream.pos += count;
    const more = left(count);
    retries = count > 0 ? 0 : retries + 1;
    if (!more) {
      callback(null);
    } else if (retries > MOST_RETRIES) {
      const failed = new Error('writev failed');
      failed.code = 'EAGAIN';
      callback(failed);
    } else {
      next();
    }
  });
  next();
}

function runWrite(stream, attempt, left, callback) {
  stream[kBusy] = true;
  writeAll(stream, attempt, left, (error) => {
    callback(error);
    operationOver(stream, error);
  });
}

WriteStream.prototype._write = function(data, encoding, callback) {
  let at = 0;
  runWrite(this, (written) => {
    this[kFs].write(this.fd, data, at, data.length - at, this.pos, written);
  }, (count) => {
    at += count;
    return at < data.length;
  }, callback);
};

WriteStream.prototype._writev = function(entries, callback) {
  let chunks = entries.map(({ chunk }) => chunk);
  runWrite(this, (written) => {
    this[kFs].writev(this.fd, chunks, this.pos, written);
  }, (count) => {
    chunks = withoutStart(chunks, count);
    return chunks.length > 0;
  }, callback);
};

function withoutStart(chunks, count) {
  const rest = [...chunks];
  while (rest.length > 0 && count >= rest[0].byteLength) count -= rest.shift().byteLength;
  if (rest.length > 0 && count > 0) rest[0] = rest[0].subarray(count);
  return rest;
}

WriteStream.prototype._destroy = function(error, callback) {
  if (!this.flush || this[kBusy] || error || typeof this.fd !== 'number') {
    destroyFile(this, error, callback);
    return;
  }
  this[kFs].fsync(this.fd, (syncError) => destroyFile(this, syncError || error, callback));
};

WriteStream.prototype.close = function(callback) {
  if (callback) {
    if (this.closed) {
      process.nextTick(callback);
      return;
    }
    this.on('close', callback);
  }
  if (!this.autoClose) this.on('finish', this.destroy);
  this.end();
};

WriteStream.prototype.destroySoon = WriteStream.prototype.end;

defineAccessors(WriteStream.prototype, '_writableState');

module.exports = { WriteStream };

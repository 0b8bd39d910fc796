'use strict';
// SPDX-License-Identifier: MIT

// readFile, writeFile, appendFile, truncate: with callbacks, and at once. The promise forms are in
// fs/promises and fs/file-handle. Most files are read, and all are written, in one native call.

const native = internalBinding('fs');
const { FastBuffer, allocateFilled } = require('buffer/class');
const { SYNC, checkCallback } = require('fs/style');
const { DEFAULT_MODE, functions: { ftruncate, ftruncateSync }, toLength } =
  require('fs/descriptors');
const { readOptions } = require('fs/encoding');
const { constants: { S_IFMT, S_IFREG }, isDescriptor, toFlags } = require('fs/flags');
const { toPath } = require('fs/paths');
const { sharedFigures } = require('fs/stats');
const { checkText } = require('fs/transfer');
const { AbortError, codes: { ERR_FS_FILE_TOO_LARGE } } = require('internal/errors');
const { parseFileMode, validateBoolean } = require('internal/validate');

const LARGEST_FILE = 2 ** 31 - 1;
const CHUNK = 65536;           // When the size is not known.
const AT_ONCE = 2 ** 24;       // The largest file that is read in one piece of work.
const TINY = 2048;             // What is read into memory that buffers share.
const ABORTABLE_PART = 524288; // What is read or written between two looks at a signal.

function abortError(signal) {
  return new AbortError(undefined, { cause: signal.reason });
}

/** The size of a regular file from stat figures; 0: unknown, read until the end. */
function sizeFrom(figures) {
  if ((figures[1] & S_IFMT) !== S_IFREG) return 0;
  const size = figures[8];
  if (size > LARGEST_FILE) throw new ERR_FS_FILE_TOO_LARGE(size);
  return size;
}

/**
 * Collects what is read: straight into one buffer when the size is known, in chunks otherwise.
 * The way it goes: `next()` says where to read to, `add(count)` says how much came.
 */
class Collector {
  #size;
  #part;
  #chunks = [];
  #total = 0;
  #buffer;
  #filled = 0;

  constructor(size, part = Infinity) {
    this.#size = size;
    this.#part = part;
    this.#buffer = Buffer.allocUnsafeSlow(size === 0 ? CHUNK : size);
  }

  /** Where the next bytes go, or undefined when there is all. */
  next() {
    let length = this.#buffer.length - this.#filled;
    if (length === 0) {
      if (this.#size !== 0) return undefined;
      this.#chunks.push(this.#buffer);
      this.#buffer = Buffer.allocUnsafeSlow(CHUNK);
      [this.#filled, length] = [0, CHUNK];
    }
    return { buffer: this.#buffer, offset: this.#filled, length: Math.min(length, this.#part) };
  }

  add(count) {
    this.#filled += count;
    this.#total += count;
    if (this.#total > LARGEST_FILE) throw new ERR_FS_FILE_TOO_LARGE(this.#total);
  }

  /** @param {string} [encoding] */
  result(encoding) {
    const last = this.#filled === this.#buffer.length ?
      this.#buffer : this.#buffer.subarray(0, this.#filled);
    const all = this.#chunks.length === 0 ? last : Buffer.concat([...this.#chunks, last]);
    return encoding && encoding !== 'buffer' ? all.toString(encoding) : all;
  }
}

function readDescriptor(fd, { signal, encoding }, callback) {
  const figures = sharedFigures(false);
  native.fstat(fd, figures, (error) => {
    if (error) return callback(error);
    let collector;
    function readOn() {
      if (signal?.aborted) return callback(abortError(signal));
      let to;
      try {
        to = collector.next();
      } catch (noMemory) {
        return callback(noMemory);
      }
      if (to === undefined) return finish();
      native.read(fd, to.buffer, to.offset, to.length, -1, onRead);
    }
    function onRead(failure, count) {
      if (failure) return callback(failure);
      if (count === 0) return finish();
      try {
        collector.add(count);
      } catch (tooLarge) {
        return callback(tooLarge);
      }
      readOn();
    }
    function finish() {
      let result;
      try {
        result = collector.result(encoding);
      } catch (undecodable) {
        return callback(undecodable);
      }
      callback(null, result);
    }
    try {
      collector = new Collector(sizeFrom(figures), signal ? ABORTABLE_PART : undefined);
    } catch (tooLarge) {
      return callback(tooLarge);
    }
    readOn();
  });
}

// Calls back once the descriptor is closed; the first error is the one that counts.
function closing(fd, callback) {
  return (error, value) => native.close(fd, (failure) => {
    if (error || failure) callback(error || failure);
    else callback(null, value);
  });
}

function readsBytes(encoding) {
  return encoding !== 'utf8' && encoding !== 'utf-8';
}

/** How large a file native.readWhole may read; with a signal, one that need not be aborted. */
function mostAtOnce(signal) {
  return signal ? ABORTABLE_PART : AT_ONCE;
}

/** What native.readWhole found, as the script wants it. */
function toContent(found, encoding) {
  if (typeof found === 'string') return found;
  const bytes = ArrayBuffer.isView(found) ? found : new FastBuffer(found);
  return !encoding || encoding === 'buffer' ? bytes : bytes.toString(encoding);
}

function readFile(path, options, callback) {
  callback = checkCallback(callback ?? options);
  options = readOptions(options, { flag: 'r' });
  const { encoding, signal } = options;
  if (signal?.aborted) {
    process.nextTick(callback, abortError(signal));
    return;
  }
  if (isDescriptor(path)) {
    readDescriptor(path, options, callback);
    return;
  }
  path = toPath(path);
  const flags = toFlags(options.flag, 'options.flag');
  const most = mostAtOnce(signal);
  native.readWhole(path, flags, DEFAULT_MODE, most, readsBytes(encoding), (error, found) => {
    if (error) callback(error);
    else if (typeof found === 'number') readDescriptor(found, options, closing(found, callback));
    else if (signal?.aborted) callback(abortError(signal));
    else callback(null, toContent(found, encoding));
  });
}

function readDescriptorSync(fd, encoding) {
  const figures = sharedFigures(false);
  native.fstat(fd, figures, SYNC);
  const collector = new Collector(sizeFrom(figures));
  for (let to = collector.next(); to !== undefined; to = collector.next()) {
    const count = native.read(fd, to.buffer, to.offset, to.length, -1, SYNC);
    if (count === 0) break;
    collector.add(count);
  }
  return collector.result(encoding);
}

// What a file has, or the descriptor of one that is large or has no size.
function readAtOnce(path, flags, encoding) {
  const bytes = readsBytes(encoding);
  const room = bytes ? Math.min(TINY, (Buffer.poolSize >>> 1) - 1) : 0;
  // The script may make the pool small.
  if (!(room > 0)) return native.readWhole(path, flags, DEFAULT_MODE, AT_ONCE, bytes, SYNC);
  return allocateFilled(room, (slab, offset, most) =>
    native.readWholeInto(path, flags, DEFAULT_MODE, AT_ONCE, slab, offset, most, SYNC));
}

function readFileSync(path, options) {
  options = readOptions(options, { flag: 'r' });
  if (isDescriptor(path)) return readDescriptorSync(path, options.encoding);
  const { encoding } = options;
  const found = readAtOnce(toPath(path), toFlags(options.flag, 'options.flag'), encoding);
  if (typeof found !== 'number') return toContent(found, encoding);
  try {
    return readDescriptorSync(found, encoding);
  } finally {
    native.close(found, SYNC);
  }
}

/** The bytes to write of what a script gave. */
function toBytes(data, encoding) {
  if (ArrayBuffer.isView(data)) return data;
  checkText(data, 'data');
  return Buffer.from(data, encoding || 'utf8');
}

function readWriteOptions(options, flag) {
  const read = readOptions(options, { encoding: 'utf8', mode: DEFAULT_MODE, flag });
  if (read.flush !== undefined && read.flush !== null) {
    validateBoolean(read.flush, 'options.flush');
  }
  return read;
}

function writeDescriptor(fd, bytes, { signal, flush }, callback) {
  const part = signal ? ABORTABLE_PART : Infinity;
  let written = 0;
  function writeOn() {
    if (signal?.aborted) return callback(abortError(signal));
    const length = Math.min(bytes.byteLength - written, part);
    native.write(fd, bytes, written, length, -1, onWritten);
  }
  function onWritten(error, count) {
    if (error) return callback(error);
    written += count;
    if (written < bytes.byteLength) return writeOn();
    if (flush) native.fsync(fd, callback);
    else callback(null);
  }
  writeOn();
}

function writeFile(path, data, options, callback) {
  callback = checkCallback(callback ?? options);
  options = readWriteOptions(options, 'w');
  const bytes = toBytes(data, options.encoding);
  const { signal } = options;
  if (isDescriptor(path)) {
    writeDescriptor(path, bytes, options, callback);
    return;
  }
  if (signal?.aborted) {
    process.nextTick(callback, abortError(signal));
    return;
  }
  const mode = parseFileMode(options.mode, 'mode', DEFAULT_MODE);
  path = toPath(path);
  const flags = toFlags(options.flag || 'w');
  if (!signal) {
    native.writeWhole(path, flags, mode, bytes, options.flush === true, callback);
    return;
  }
  native.open(path, flags, mode, (error, fd) => {
    if (error) callback(error);
    else writeDescriptor(fd, bytes, options, closing(fd, (failure) => callback(failure ?? null)));
  });
}

function writeDescriptorSync(fd, bytes, flush) {
  for (let written = 0; written < bytes.byteLength;) {
    written += native.write(fd, bytes, written, bytes.byteLength - written, -1, SYNC);
  }
  if (flush) native.fsync(fd, SYNC);
}

function writeFileSync(path, data, options) {
  options = readWriteOptions(options, 'w');
  const bytes = toBytes(data, options.encoding);
  if (isDescriptor(path)) return writeDescriptorSync(path, bytes, options.flush);
  const mode = parseFileMode(options.mode, 'mode', DEFAULT_MODE);
  const flags = toFlags(options.flag || 'w');
  native.writeWhole(toPath(path), flags, mode, bytes, options.flush === true, SYNC);
}

function readAppendOptions(path, options) {
  const read = { ...readWriteOptions(options, 'a') };
  if (!read.flag || isDescriptor(path)) read.flag = 'a';
  return read;
}

function appendFile(path, data, options, callback) {
  callback = checkCallback(callback ?? options);
  writeFile(path, data, readAppendOptions(path, options), callback);
}

function appendFileSync(path, data, options) {
  writeFileSync(path, data, readAppendOptions(path, options));
}

let warnedOfTruncate = false;

function warnOfTruncate() {
  if (warnedOfTruncate) return;
  warnedOfTruncate = true;
  process.emitWarning('Using fs.truncate with a file descriptor is deprecated. Please use ' +
    'fs.ftruncate with a file descriptor instead.', 'DeprecationWarning', 'DEP0081');
}

function truncate(path, len = 0, callback) {
  if (typeof len === 'function') [len, callback] = [0, len];
  if (typeof path === 'number') {
    warnOfTruncate();
    ftruncate(path, len, callback);
    return;
  }
  path = toPath(path);
  len = toLength(len);
  callback = checkCallback(callback);
  native.open(path, toFlags('r+'), DEFAULT_MODE, (error, fd) => {
    if (error) callback(error);
    else native.ftruncate(fd, len, closing(fd, (failure) => callback(failure ?? null)));
  });
}

function truncateSync(path, len = 0) {
  if (typeof path === 'number') {
    warnOfTruncate();
    return ftruncateSync(path, len);
  }
  path = toPath(path);
  len = toLength(len);
  const fd = native.open(path, toFlags('r+'), DEFAULT_MODE, SYNC);
  try {
    native.ftruncate(fd, len, SYNC);
  } finally {
    native.close(fd, SYNC);
  }
}

module.exports = {
  ABORTABLE_PART,
  Collector,
  abortError,
  mostAtOnce,
  readAppendOptions,
  readWriteOptions,
  readsBytes,
  sizeFrom,
  toBytes,
  toContent,
  functions: {
    appendFile, appendFileSync, readFile, readFileSync, truncate, truncateSync, writeFile,
    writeFileSync,
  },
};

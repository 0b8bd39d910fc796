'use strict';
// SPDX-License-Identifier: MIT

// FileHandle: an open file as an object, whose methods return promises.

const native = internalBinding('fs');
const EventEmitter = require('events');
const { ofDescriptor } = require('fs/attributes');
const { DEFAULT_MODE, toLength } = require('fs/descriptors');
const { readOptions } = require('fs/encoding');
const { toFlags, toWritePosition } = require('fs/flags');
const { toPath } = require('fs/paths');
const { makeFigures } = require('fs/stats');
const { checkBuffers, readArguments, writeArguments } = require('fs/transfer');
const {
  ABORTABLE_PART, Collector, abortError, readAppendOptions, readWriteOptions, sizeFrom, toBytes,
} = require('fs/whole-file');
const { codes: { ERR_INVALID_STATE } } = require('internal/errors');
const { parseFileMode } = require('internal/validate');

function closedError(syscall) {
  const error = new Error('file closed');
  error.code = 'EBADF';
  error.syscall = syscall;
  return error;
}

class FileHandle extends EventEmitter {
  #fd;
  #closing;
  // Operations under way: close() waits for them.
  #users = 1;
  #closed;
  #streamed = false;

  constructor(fd) {
    super();
    this.#fd = fd;
  }

  get fd() {
    return this.#fd;
  }

  // Runs `operation(fd)` with the file kept open until it is over.
  async #use(syscall, operation) {
    if (this.#fd === -1 || this.#closing !== undefined) throw closedError(syscall);
    this.#users++;
    try {
      return await operation(this.#fd);
    } finally {
      this.#release();
    }
  }

  #release() {
    if (--this.#users > 0) return;
    const fd = this.#fd;
    this.#fd = -1;
    native.close(fd).then(this.#closed.resolve, this.#closed.reject);
  }

  appendFile(data, options) {
    return this.#use('write', (fd) =>
      writeAll(fd, data, readAppendOptions(undefined, options)));
  }

  chmod(mode) {
    return this.#use('fchmod', (fd) => ofDescriptor.chmod(fd, mode));
  }

  chown(uid, gid) {
    return this.#use('fchown', (fd) => ofDescriptor.chown(fd, uid, gid));
  }

  createReadStream(options = undefined) {
    const { ReadStream } = require('fs/read-stream');
    return new ReadStream(undefined, { ...options, fd: this });
  }

  createWriteStream(options = undefined) {
    const { WriteStream } = require('fs/write-stream');
    return new WriteStream(undefined, { ...options, fd: this });
  }

  datasync() {
    return this.#use('fdatasync', (fd) => native.fdatasync(fd));
  }

  sync() {
    return this.#use('fsync', (fd) => native.fsync(fd));
  }

  read(...args) {
    return this.#use('read', async (fd) => {
      const { buffer, offset, length, position } = readArguments(args);
      const bytesRead =
        length === 0 ? 0 : await native.read(fd, buffer, offset, length, position);
      return { __proto__: null, bytesRead, buffer };
    });
  }

  readv(buffers, position) {
    return this.#use('readv', async (fd) => {
      checkBuffers(buffers);
      const bytesRead = await native.readv(fd, buffers, toWritePosition(position));
      return { __proto__: null, bytesRead, buffers };
    });
  }

  /** The file's lines, as an async iterable. */
  readLines(options = undefined) {
    return require('readline').createInterface({
      input: this.createReadStream(options), crlfDelay: Infinity,
    });
  }

  /** The file's bytes as a web stream; the file stays open. */
  readableWebStream() {
    if (this.#fd === -1 || this.#closing !== undefined) {
      throw new ERR_INVALID_STATE('The FileHandle is closed');
    }
    if (this.#streamed) throw new ERR_INVALID_STATE('The FileHandle is locked');
    this.#streamed = true;
    return require('fs/web-stream').webStreamOf(this);
  }

  readFile(options) {
    return this.#use('readFile', (fd) => readAll(fd, readOptions(options)));
  }

  stat(options) {
    return this.#use('fstat', (fd) => ofDescriptor.stat(fd, options));
  }

  truncate(len = 0) {
    return this.#use('ftruncate', async (fd) => native.ftruncate(fd, toLength(len)));
  }

  utimes(atime, mtime) {
    return this.#use('futimes', (fd) => ofDescriptor.utimes(fd, atime, mtime));
  }

  write(data, ...args) {
    return this.#use('write', async (fd) => {
      if (data?.byteLength === 0) return { __proto__: null, bytesWritten: 0, buffer: data };
      const { buffer, offset, length, position } = writeArguments([data, ...args]);
      const bytesWritten =
        length === 0 ? 0 : await native.write(fd, buffer, offset, length, position);
      return { __proto__: null, bytesWritten, buffer: data };
    });
  }

  writev(buffers, position) {
    return this.#use('writev', async (fd) => {
      checkBuffers(buffers);
      const bytesWritten = buffers.length === 0 ?
        0 : await native.writev(fd, buffers, toWritePosition(position));
      return { __proto__: null, bytesWritten, buffers };
    });
  }

  writeFile(data, options) {
    return this.#use('writeFile', (fd) => writeAll(fd, data, readWriteOptions(options, 'w')));
  }

  close = () => {
    if (this.#fd === -1) return Promise.resolve();
    if (this.#closing === undefined) {
      this.#closing = new Promise((resolve, reject) => {
        this.#closed = { resolve, reject };
      }).finally(() => {
        this.#closing = undefined;
      });
      this.#release();
      this.emit('close');
    }
    return this.#closing;
  };
}

Object.defineProperty(FileHandle.prototype, Symbol.asyncDispose, {
  value() {
    return this.close();
  },
  configurable: true, enumerable: false, writable: true,
});

async function readAll(fd, { signal, encoding }) {
  if (signal?.aborted) throw abortError(signal);
  const figures = makeFigures(false);
  await native.fstat(fd, figures);
  const collector = new Collector(sizeFrom(figures), signal ? ABORTABLE_PART : undefined);
  for (let to = collector.next(); to !== undefined; to = collector.next()) {
    if (signal?.aborted) throw abortError(signal);
    const count = await native.read(fd, to.buffer, to.offset, to.length, -1);
    if (count === 0) break;
    collector.add(count);
  }
  return collector.result(encoding);
}

async function writeBytes(fd, bytes, signal) {
  const part = signal ? ABORTABLE_PART : Infinity;
  for (let written = 0; written < bytes.byteLength;) {
    if (signal?.aborted) throw abortError(signal);
    const length = Math.min(bytes.byteLength - written, part);
    written += await native.write(fd, bytes, written, length, -1);
  }
}

function isIterable(data) {
  return typeof data === 'object' && data !== null && !ArrayBuffer.isView(data) &&
    (typeof data[Symbol.iterator] === 'function' ||
     typeof data[Symbol.asyncIterator] === 'function');
}

async function writeAll(fd, data, { encoding, signal, flush }) {
  if (signal?.aborted) throw abortError(signal);
  if (isIterable(data)) {
    for await (const part of data) {
      if (signal?.aborted) throw abortError(signal);
      await writeBytes(fd, toBytes(part, encoding), signal);
    }
  } else {
    await writeBytes(fd, toBytes(data, encoding), signal);
  }
  if (flush) await native.fsync(fd);
}

async function open(path, flags, mode) {
  path = toPath(path);
  flags = toFlags(flags);
  return new FileHandle(await native.open(path, flags, parseFileMode(mode, 'mode', DEFAULT_MODE)));
}

module.exports = { FileHandle, isIterable, open, readAll };

'use strict';
// SPDX-License-Identifier: MIT

// Dir: a folder that is read entry by entry.
// Differs from Node: the entries are those that were there when it was opened.

const native = internalBinding('fs');
const { SYNC, checkCallback } = require('fs/style');
const { toEntries } = require('fs/dirent');
const { readOptions, wantsBytes } = require('fs/encoding');
const { toPath } = require('fs/paths');
const {
  ERR_DIR_CLOSED, ERR_DIR_CONCURRENT_OPERATION, ERR_MISSING_ARGS,
} = require('internal/errors').codes;
const { validateBoolean, validateUint32 } = require('internal/validate');

const DEFAULT_BUFFER_SIZE = 32;

class Dir {
  #entries;
  #next = 0;
  #path;
  #pending = 0;

  constructor(entries, path) {
    if (entries === undefined) throw new ERR_MISSING_ARGS('handle');
    this.#entries = entries;
    this.#path = path;
  }

  get path() {
    return this.#path;
  }

  #take() {
    return this.#next < this.#entries.length ? this.#entries[this.#next++] : null;
  }

  #checkOpen() {
    if (this.#entries === undefined) throw new ERR_DIR_CLOSED();
  }

  #checkIdle() {
    if (this.#pending > 0) throw new ERR_DIR_CONCURRENT_OPERATION();
  }

  // Calls back, or settles a promise, in a later turn.
  #later(callback, operation) {
    if (callback === undefined) {
      return new Promise((resolve, reject) => {
        this.#later((error, value) => (error ? reject(error) : resolve(value)), operation);
      });
    }
    checkCallback(callback);
    this.#checkOpen();
    this.#pending++;
    process.nextTick(() => {
      this.#pending--;
      let value;
      try {
        this.#checkOpen();
        value = operation();
      } catch (error) {
        return callback(error);
      }
      callback(null, value);
    });
    return undefined;
  }

  read(callback) {
    return this.#later(callback, () => this.#take());
  }

  readSync() {
    this.#checkOpen();
    this.#checkIdle();
    return this.#take();
  }

  close(callback) {
    return this.#later(callback, () => { this.#entries = undefined; });
  }

  closeSync() {
    this.#checkOpen();
    this.#checkIdle();
    this.#entries = undefined;
  }

  async* entries() {
    try {
      for (let entry = await this.read(); entry !== null; entry = await this.read()) yield entry;
    } finally {
      await this.close();
    }
  }
}

for (const [name, method] of [
  [Symbol.asyncIterator, Dir.prototype.entries],
  [Symbol.asyncDispose, Dir.prototype.close],
]) {
  if (name === undefined) continue;
  Object.defineProperty(Dir.prototype, name, {
    value: method, configurable: true, enumerable: false, writable: true,
  });
}

function readOpenOptions(options) {
  const { encoding, bufferSize = DEFAULT_BUFFER_SIZE, recursive = false } =
    readOptions(options, { encoding: 'utf8' });
  validateUint32(bufferSize, 'options.bufferSize', true);
  validateBoolean(recursive ?? false, 'options.recursive');
  return { encoding, recursive: recursive === true, withFileTypes: true };
}

function toDir(found, path, options) {
  return new Dir(toEntries(found, path, options), path);
}

function opendir(path, options, callback) {
  callback = checkCallback(typeof options === 'function' ? options : callback);
  path = toPath(path);
  options = readOpenOptions(options);
  native.opendir(path, wantsBytes(options.encoding), options.recursive, (error, found) =>
    (error ? callback(error) : callback(null, toDir(found, path, options))));
}

function opendirSync(path, options) {
  path = toPath(path);
  options = readOpenOptions(options);
  const found = native.opendir(path, wantsBytes(options.encoding), options.recursive, SYNC);
  return toDir(found, path, options);
}

async function opendirPromise(path, options) {
  path = toPath(path);
  options = readOpenOptions(options);
  const found = await native.opendir(path, wantsBytes(options.encoding), options.recursive);
  return toDir(found, path, options);
}

module.exports = {
  Dir,
  functions: { opendir, opendirSync },
  promises: { opendir: opendirPromise },
};

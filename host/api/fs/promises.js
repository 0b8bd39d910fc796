'use strict';
// SPDX-License-Identifier: MIT

// fs.promises: every operation as a function that returns a promise. Most are made beside their
// other forms; here are those that open a file for the time of one operation.

const native = internalBinding('fs');
const { promises: attributes } = require('fs/attributes');
const { DEFAULT_MODE } = require('fs/descriptors');
const { promises: openFolders } = require('fs/dir');
const { readOptions } = require('fs/encoding');
const { FileHandle, isIterable, open, readAll } = require('fs/file-handle');
const { constants, toFlags } = require('fs/flags');
const { promises: folders } = require('fs/folders');
const { promises: names } = require('fs/names');
const { toPath } = require('fs/paths');
const { promises: removal } = require('fs/rm');
const {
  abortError, mostAtOnce, readAppendOptions, readWriteOptions, readsBytes, toBytes, toContent,
} = require('fs/whole-file');
const { parseFileMode } = require('internal/validate');

async function withFile(path, flag, mode, operation) {
  const handle = await open(path, flag, mode);
  try {
    return await operation(handle);
  } finally {
    await handle.close();
  }
}

async function readFile(path, options) {
  options = readOptions(options, { flag: 'r' });
  if (path instanceof FileHandle) return path.readFile(options);
  if (options.signal?.aborted) throw abortError(options.signal);
  const { encoding, signal } = options;
  const found = await native.readWhole(
    toPath(path), toFlags(options.flag), DEFAULT_MODE, mostAtOnce(signal), readsBytes(encoding));
  if (typeof found === 'number') {
    try {
      return await readAll(found, options);
    } finally {
      await native.close(found);
    }
  }
  if (signal?.aborted) throw abortError(signal);
  return toContent(found, encoding);
}

async function writeFile(path, data, options) {
  options = readWriteOptions(options, 'w');
  if (!isIterable(data)) data = toBytes(data, options.encoding);
  if (path instanceof FileHandle) return path.writeFile(data, options);
  const { flag, flush, signal } = options;
  if (signal?.aborted) throw abortError(signal);
  if (!signal && ArrayBuffer.isView(data)) {
    const mode = parseFileMode(options.mode, 'mode', DEFAULT_MODE);
    return native.writeWhole(toPath(path), toFlags(flag || 'w'), mode, data, flush === true);
  }
  return withFile(path, flag || 'w', options.mode, (handle) => handle.writeFile(data, options));
}

async function appendFile(path, data, options) {
  return writeFile(path, data, readAppendOptions(undefined, options));
}

async function* watch(filename, options = {}) {
  yield* require('fs/watch').watchPromise(filename, options);
}

async function truncate(path, len = 0) {
  return withFile(path, 'r+', undefined, (handle) => handle.truncate(len));
}

async function cp(src, dest, options) {
  return require('fs/cp').promises.cp(src, dest, options);
}

module.exports = {
  ...attributes,
  ...folders,
  ...names,
  ...openFolders,
  ...removal,
  appendFile,
  constants,
  cp,
  lchmod: undefined,
  open,
  readFile,
  truncate,
  watch,
  writeFile,
};

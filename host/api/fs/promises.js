'use strict';
// SPDX-License-Identifier: MIT

// fs.promises: every operation as a function that returns a promise. Most are made beside their
// other forms; here are those that open a file for the time of one operation.

const { promises: attributes } = require('fs/attributes');
const { readOptions } = require('fs/encoding');
const { FileHandle, isIterable, open } = require('fs/file-handle');
const { constants } = require('fs/flags');
const { promises: folders } = require('fs/folders');
const { promises: names } = require('fs/names');
const { promises: removal } = require('fs/rm');
const { watchPromise } = require('fs/watch');
const { abortError, readAppendOptions, readWriteOptions, toBytes } = require('fs/whole-file');

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
  return withFile(path, options.flag || 'r', undefined, (handle) => handle.readFile(options));
}

async function writeFile(path, data, options) {
  options = readWriteOptions(options, 'w');
  if (!isIterable(data)) data = toBytes(data, options.encoding);
  if (path instanceof FileHandle) return path.writeFile(data, options);
  if (options.signal?.aborted) throw abortError(options.signal);
  return withFile(path, options.flag || 'w', options.mode, (handle) =>
    handle.writeFile(data, options));
}

async function appendFile(path, data, options) {
  return writeFile(path, data, readAppendOptions(undefined, options));
}

async function truncate(path, len = 0) {
  return withFile(path, 'r+', undefined, (handle) => handle.truncate(len));
}

module.exports = {
  ...attributes,
  ...folders,
  ...names,
  ...removal,
  appendFile,
  constants,
  lchmod: undefined,
  open,
  readFile,
  truncate,
  watch: watchPromise,
  writeFile,
};

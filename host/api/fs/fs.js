'use strict';
// SPDX-License-Identifier: MIT

// fs, JavaScript half: arguments, defaults, calling styles and result classes. Types, permission and
// the system calls are fs.cc's and its neighbours'. Here the parts are put together.

const { functions: attributes } = require('fs/attributes');
const { functions: descriptors } = require('fs/descriptors');
const { Dir, functions: openFolders } = require('fs/dir');
const { Dirent } = require('fs/dirent');
const { constants, toSeconds } = require('fs/flags');
const { functions: folders } = require('fs/folders');
const { functions: names } = require('fs/names');
const promises = require('fs/promises');
const { ReadStream } = require('fs/read-stream');
const { functions: removal } = require('fs/rm');
const { Stats } = require('fs/stats');
const { functions: wholeFiles } = require('fs/whole-file');
const { WriteStream } = require('fs/write-stream');

const { F_OK, R_OK, W_OK, X_OK } = constants;

// Careful: packages replace fs.ReadStream and expect to be asked.
function createReadStream(path, options) {
  return new fs.ReadStream(path, options);
}

function createWriteStream(path, options) {
  return new fs.WriteStream(path, options);
}

/** Copies a file, a symlink or (`recursive`) a tree. */
function cp(src, dest, options, callback) {
  require('fs/cp').functions.cp(src, dest, options, callback);
}

function cpSync(src, dest, options) {
  require('fs/cp').functions.cpSync(src, dest, options);
}

function watch(filename, options, listener) {
  return require('fs/watch').watch(filename, options, listener);
}

function watchFile(filename, options, listener) {
  return require('fs/watch-file').watchFile(filename, options, listener);
}

function unwatchFile(filename, listener) {
  require('fs/watch-file').unwatchFile(filename, listener);
}

/**
 * A Blob of what is in a file. It is read when the blob is; a file that was changed meanwhile cannot
 * be read any more.
 *
 * @param {string | Uint8Array | URL} path
 * @param {{ type?: string }} [options]
 * @returns {Promise<Blob>}
 */
function openAsBlob(path, options = {}) {
  return require('fs/file-blob').openAsBlob(path, options);
}

const fs = {
  ...attributes,
  ...descriptors,
  ...folders,
  ...names,
  ...openFolders,
  ...removal,
  ...wholeFiles,
  cp,
  cpSync,
  createReadStream,
  createWriteStream,
  Dir,
  Dirent,
  FileReadStream: ReadStream,
  FileWriteStream: WriteStream,
  ReadStream,
  Stats,
  WriteStream,
  _toUnixTimestamp: toSeconds,
  openAsBlob,
  unwatchFile,
  watch,
  watchFile,
};

function defineConstant(name, value, enumerable = true) {
  Object.defineProperty(fs, name, { value, enumerable, configurable: false, writable: false });
}

for (const [name, value] of Object.entries({ F_OK, R_OK, W_OK, X_OK })) defineConstant(name, value);
defineConstant('constants', constants);
Object.defineProperty(fs, 'promises', {
  get: () => promises, configurable: true, enumerable: true,
});

module.exports = fs;

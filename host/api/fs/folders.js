'use strict';
// SPDX-License-Identifier: MIT

// Folders: listing, making, and removing empty ones. Removing whole trees is fs/rm.js's.

const native = internalBinding('fs');
const { SYNC, checkCallback } = require('fs/style');
const { toEntries } = require('fs/dirent');
const { naming, readOptions, toName, wantsBytes } = require('fs/encoding');
const { toPath } = require('fs/paths');
const { parseFileMode, validateBoolean } = require('internal/validate');

// What native.readdir takes before its last argument.
function listArguments(path, options) {
  path = toPath(path);
  if (options.recursive !== null && options.recursive !== undefined) {
    validateBoolean(options.recursive, 'options.recursive');
  }
  return [path, wantsBytes(options.encoding), Boolean(options.withFileTypes),
          options.recursive === true];
}

function readdir(path, options, callback) {
  callback = checkCallback(typeof options === 'function' ? options : callback);
  options = readOptions(options);
  const args = listArguments(path, options);
  native.readdir(...args, (error, found) =>
    (error ? callback(error) : callback(null, toEntries(found, args[0], options))));
}

function readdirSync(path, options) {
  options = readOptions(options);
  const args = listArguments(path, options);
  return toEntries(native.readdir(...args, SYNC), args[0], options);
}

async function readdirPromise(path, options) {
  options = readOptions(options);
  const args = listArguments(path, options);
  return toEntries(await native.readdir(...args), args[0], options);
}

function readMkdirOptions(options) {
  if (typeof options === 'number' || typeof options === 'string') {
    return { mode: parseFileMode(options, 'mode'), recursive: false };
  }
  let mode = 0o777;
  let recursive = false;
  if (options) {
    if (options.recursive !== undefined) recursive = options.recursive;
    if (options.mode !== undefined) mode = parseFileMode(options.mode, 'options.mode');
  }
  return { mode, recursive };
}

function mkdir(path, options, callback) {
  if (typeof options === 'function') [options, callback] = [undefined, options];
  const { mode, recursive } = readMkdirOptions(options);
  callback = checkCallback(callback);
  path = toPath(path);
  validateBoolean(recursive, 'options.recursive');
  native.mkdir(path, mode, recursive, callback);
}

function mkdirSync(path, options) {
  const { mode, recursive } = readMkdirOptions(options);
  path = toPath(path);
  validateBoolean(recursive, 'options.recursive');
  return native.mkdir(path, mode, recursive, SYNC);
}

async function mkdirPromise(path, options) {
  const { mode, recursive } = readMkdirOptions(options);
  path = toPath(path);
  validateBoolean(recursive, 'options.recursive');
  return native.mkdir(path, mode, recursive);
}

let warnedOfX = false;

function readPrefix(prefix) {
  prefix = toPath(prefix, 'prefix');
  const endsWithX =
    typeof prefix === 'string' ? prefix.endsWith('X') : prefix[prefix.length - 1] === 0x58;
  if (endsWithX && !warnedOfX) {
    warnedOfX = true;
    process.emitWarning('mkdtemp() templates ending with X are not portable. ' +
      'For details see: https://nodejs.org/api/fs.html');
  }
  return prefix;
}

function mkdtemp(prefix, options, callback) {
  callback = checkCallback(typeof options === 'function' ? options : callback);
  const { encoding } = readOptions(options);
  native.mkdtemp(readPrefix(prefix), wantsBytes(encoding), naming(callback, encoding));
}

function mkdtempSync(prefix, options) {
  const { encoding } = readOptions(options);
  return toName(native.mkdtemp(readPrefix(prefix), wantsBytes(encoding), SYNC), encoding);
}

async function mkdtempPromise(prefix, options) {
  const { encoding } = readOptions(options);
  return toName(await native.mkdtemp(readPrefix(prefix), wantsBytes(encoding)), encoding);
}

module.exports = {
  functions: { mkdir, mkdirSync, mkdtemp, mkdtempSync, readdir, readdirSync },
  promises: { mkdir: mkdirPromise, mkdtemp: mkdtempPromise, readdir: readdirPromise },
};

'use strict';
// SPDX-License-Identifier: MIT

// rm and rmdir: removing whole trees. Every step is a call of its own, checked on its own: a symlink
// put in place of a folder while a tree is removed is removed itself, never followed.

const native = internalBinding('fs');
const { settle } = require('internal/callback');
const { SYNC, checkCallback } = require('fs/style');
const { constants: { S_IFDIR, S_IFMT } } = require('fs/flags');
const { forEachInLanes, spareLanes } = require('fs/lanes');
const { toPath } = require('fs/paths');
const { makeFigures, sharedFigures } = require('fs/stats');
const { validateBoolean, validateInt32, validateObject, validateUint32 } =
  require('internal/validate');

const DEFAULTS = { force: false, maxRetries: 0, recursive: false, retryDelay: 100 };
const RETRIED = ['EBUSY', 'EMFILE', 'ENFILE', 'ENOTEMPTY', 'EPERM'];

function readOptions(options = DEFAULTS) {
  validateObject(options, 'options');
  options = { ...DEFAULTS, ...options };
  validateBoolean(options.force, 'options.force');
  validateBoolean(options.recursive, 'options.recursive');
  validateInt32(options.retryDelay, 'options.retryDelay', 0);
  validateUint32(options.maxRetries, 'options.maxRetries');
  return options;
}

function isFolder(figures) {
  return (figures[1] & S_IFMT) === S_IFDIR;
}

function isFolderError(path) {
  const { ERR_FS_EISDIR } = require('fs/errors');
  return new ERR_FS_EISDIR('is a directory', String(path), 'rm');
}

// Bytes, as a name need not be valid UTF-8.
function joinBytes(path, name) {
  return Buffer.concat([Buffer.from(path), Buffer.from('/'), name]);
}

function wait(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

// What another program removed first needs no removing.
async function ifPresent(operation) {
  try {
    return await operation();
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

async function removeOnce(path, spare) {
  const figures = makeFigures(false);
  if (!await ifPresent(() => native.lstat(path, figures, false))) return;
  if (!isFolder(figures)) {
    await ifPresent(() => native.unlink(path));
    return;
  }
  const names = await ifPresent(() => native.readdir(path, true, false, false)) ?? [];
  await forEachInLanes(names, (name) => removeOnce(joinBytes(path, name), spare), spare);
  await ifPresent(() => native.rmdir(path));
}

async function removeTree(path, { maxRetries, retryDelay }) {
  for (let tries = 0; ; tries++) {
    try {
      return await removeOnce(path, spareLanes());
    } catch (error) {
      if (tries >= maxRetries || !RETRIED.includes(error.code)) throw error;
      await wait((tries + 1) * retryDelay);
    }
  }
}

async function removeAny(path, options) {
  const figures = makeFigures(false);
  try {
    await native.lstat(path, figures, false);
  } catch (error) {
    if (options.force && error.code === 'ENOENT') return;
    throw error;
  }
  if (isFolder(figures) && !options.recursive) throw isFolderError(path);
  await removeTree(path, options);
}

function rm(path, options, callback) {
  if (typeof options === 'function') [options, callback] = [undefined, options];
  callback = checkCallback(callback);
  path = toPath(path);
  settle(removeAny(path, readOptions(options)), callback, () => []);
}

async function rmPromise(path, options) {
  return removeAny(toPath(path), readOptions(options));
}

function ifPresentSync(operation) {
  try {
    return operation();
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

function removeOnceSync(path) {
  const figures = sharedFigures(false);
  if (native.lstat(path, figures, true, SYNC) === undefined) return;
  if (!isFolder(figures)) {
    ifPresentSync(() => native.unlink(path, SYNC));
    return;
  }
  for (const name of ifPresentSync(() => native.readdir(path, true, false, false, SYNC)) ?? []) {
    removeOnceSync(joinBytes(path, name));
  }
  ifPresentSync(() => native.rmdir(path, SYNC));
}

// Retries at once: waiting would stop the game.
function removeTreeSync(path, { maxRetries }) {
  for (let tries = 0; ; tries++) {
    try {
      return removeOnceSync(path);
    } catch (error) {
      if (tries >= maxRetries || !RETRIED.includes(error.code)) throw error;
    }
  }
}

function rmSync(path, options) {
  path = toPath(path);
  options = readOptions(options);
  const figures = sharedFigures(false);
  try {
    native.lstat(path, figures, false, SYNC);
  } catch (error) {
    if (options.force && error.code === 'ENOENT') return;
    throw error;
  }
  if (isFolder(figures) && !options.recursive) throw isFolderError(path);
  removeTreeSync(path, options);
}

const warned = { recursive: false };
function warnOfRecursive() {
  if (warned.recursive) return;
  warned.recursive = true;
  process.emitWarning(
    'In future versions of Node.js, fs.rmdir(path, { recursive: true }) will be removed. ' +
    'Use fs.rm(path, { recursive: true }) instead', 'DeprecationWarning', 'DEP0147');
}

// With `recursive`, a path that is no folder is for rmdir itself to refuse.
async function removeFolder(path, options) {
  const figures = makeFigures(false);
  await native.lstat(path, figures, false);
  if (!isFolder(figures)) return native.rmdir(path);
  return removeTree(path, options);
}

function rmdir(path, options, callback) {
  if (typeof options === 'function') [options, callback] = [undefined, options];
  callback = checkCallback(callback);
  path = toPath(path);
  options = readOptions(options);
  if (!options.recursive) {
    native.rmdir(path, callback);
    return;
  }
  warnOfRecursive();
  settle(removeFolder(path, options), callback, () => []);
}

function rmdirSync(path, options) {
  path = toPath(path);
  options = readOptions(options);
  if (!options.recursive) return native.rmdir(path, SYNC);
  warnOfRecursive();
  const figures = sharedFigures(false);
  native.lstat(path, figures, false, SYNC);
  if (isFolder(figures)) removeTreeSync(path, options);
  else native.rmdir(path, SYNC);
}

async function rmdirPromise(path, options) {
  path = toPath(path);
  options = readOptions(options);
  if (!options.recursive) return native.rmdir(path);
  warnOfRecursive();
  return removeFolder(path, options);
}

module.exports = {
  functions: { rm, rmSync, rmdir, rmdirSync },
  promises: { rm: rmPromise, rmdir: rmdirPromise },
};

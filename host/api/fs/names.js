'use strict';
// SPDX-License-Identifier: MIT

// Names: what is there, what it is called, and what it points to.

const native = internalBinding('fs');
const { SYNC, checkCallback, withPromiseForm } = require('fs/style');
const { naming, readOptions, toName, wantsBytes } = require('fs/encoding');
const { toAccessMode, toCopyMode, toSymlinkFlags, constants: { F_OK } } = require('fs/flags');
const { toPath } = require('fs/paths');

function access(path, mode, callback) {
  if (typeof mode === 'function') [mode, callback] = [F_OK, mode];
  path = toPath(path);
  mode = toAccessMode(mode);
  native.access(path, mode, checkCallback(callback));
}

function accessSync(path, mode) {
  native.access(toPath(path), toAccessMode(mode), SYNC);
}

const accessPromise = async (path, mode) => native.access(toPath(path), toAccessMode(mode));

const exists = withPromiseForm(function exists(path, callback) {
  checkCallback(callback);
  try {
    path = toPath(path);
  } catch {
    callback(false);
    return;
  }
  native.access(path, F_OK, (error) => callback(!error));
}, (path) => new Promise((resolve) => exists(path, resolve)));

function existsSync(path) {
  try {
    return native.exists(toPath(path), SYNC) === true;
  } catch {
    return false;
  }
}

function rename(oldPath, newPath, callback) {
  callback = checkCallback(callback);
  native.rename(toPath(oldPath, 'oldPath'), toPath(newPath, 'newPath'), callback);
}

function renameSync(oldPath, newPath) {
  native.rename(toPath(oldPath, 'oldPath'), toPath(newPath, 'newPath'), SYNC);
}

const renamePromise = async (oldPath, newPath) =>
  native.rename(toPath(oldPath, 'oldPath'), toPath(newPath, 'newPath'));

function copyFile(src, dest, mode, callback) {
  if (typeof mode === 'function') [mode, callback] = [0, mode];
  src = toPath(src, 'src');
  dest = toPath(dest, 'dest');
  mode = toCopyMode(mode);
  native.copyFile(src, dest, mode, checkCallback(callback));
}

function copyFileSync(src, dest, mode) {
  native.copyFile(toPath(src, 'src'), toPath(dest, 'dest'), toCopyMode(mode), SYNC);
}

const copyFilePromise = async (src, dest, mode) =>
  native.copyFile(toPath(src, 'src'), toPath(dest, 'dest'), toCopyMode(mode));

function unlink(path, callback) {
  callback = checkCallback(callback);
  native.unlink(toPath(path), callback);
}

function unlinkSync(path) {
  native.unlink(toPath(path), SYNC);
}

const unlinkPromise = async (path) => native.unlink(toPath(path));

function link(existingPath, newPath, callback) {
  callback = checkCallback(callback);
  native.link(toPath(existingPath, 'existingPath'), toPath(newPath, 'newPath'), callback);
}

function linkSync(existingPath, newPath) {
  native.link(toPath(existingPath, 'existingPath'), toPath(newPath, 'newPath'), SYNC);
}

const linkPromise = async (existingPath, newPath) =>
  native.link(toPath(existingPath, 'existingPath'), toPath(newPath, 'newPath'));

function symlink(target, path, type, callback) {
  if (callback === undefined) [type, callback] = [undefined, type];
  callback = checkCallback(callback);
  native.symlink(toPath(target, 'target'), toPath(path), toSymlinkFlags(type), callback);
}

function symlinkSync(target, path, type) {
  native.symlink(toPath(target, 'target'), toPath(path), toSymlinkFlags(type), SYNC);
}

const symlinkPromise = async (target, path, type) =>
  native.symlink(toPath(target, 'target'), toPath(path), toSymlinkFlags(type));

function readlink(path, options, callback) {
  callback = checkCallback(typeof options === 'function' ? options : callback);
  const { encoding } = readOptions(options);
  native.readlink(toPath(path), wantsBytes(encoding), naming(callback, encoding));
}

function readlinkSync(path, options) {
  const { encoding } = readOptions(options);
  return toName(native.readlink(toPath(path), wantsBytes(encoding), SYNC), encoding);
}

async function readlinkPromise(path, options) {
  const { encoding } = readOptions(options);
  return toName(await native.readlink(toPath(path), wantsBytes(encoding)), encoding);
}

// realpath and realpath.native differ in the errors they give.
function realpathForms(resolve) {
  function realpath(path, options, callback) {
    callback = checkCallback(typeof options === 'function' ? options : callback);
    const { encoding } = readOptions(options);
    resolve(toPath(path), wantsBytes(encoding), naming(callback, encoding));
  }
  function realpathSync(path, options) {
    const { encoding } = readOptions(options);
    return toName(resolve(toPath(path), wantsBytes(encoding), SYNC), encoding);
  }
  return { realpath, realpathSync };
}

const { realpath, realpathSync } = realpathForms(native.walkPath);
({ realpath: realpath.native, realpathSync: realpathSync.native } = realpathForms(native.realpath));

async function realpathPromise(path, options) {
  const { encoding } = readOptions(options);
  return toName(await native.realpath(toPath(path), wantsBytes(encoding)), encoding);
}

module.exports = {
  functions: {
    access, accessSync, copyFile, copyFileSync, exists, existsSync, link, linkSync, readlink,
    readlinkSync, realpath, realpathSync, rename, renameSync, symlink, symlinkSync, unlink,
    unlinkSync,
  },
  promises: {
    access: accessPromise,
    copyFile: copyFilePromise,
    link: linkPromise,
    readlink: readlinkPromise,
    realpath: realpathPromise,
    rename: renamePromise,
    symlink: symlinkPromise,
    unlink: unlinkPromise,
  },
};

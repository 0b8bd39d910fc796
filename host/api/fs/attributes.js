'use strict';
// SPDX-License-Identifier: MIT

// What is known about a file: stat, mode, owner, times.

const native = internalBinding('fs');
const { SYNC, checkCallback } = require('fs/style');
const { checkIds, toDescriptor, toSeconds } = require('fs/flags');
const { toPath } = require('fs/paths');
const {
  FILE_SYSTEM_FIGURES, makeFigures, sharedFigures, toStatFs, toStats,
} = require('fs/stats');
const { parseFileMode } = require('internal/validate');

// The shared figures are read as soon as they are filled; only promises are settled later.
function statsCallback(callback, figures) {
  return (error) => (error ? callback(error) : callback(null, toStats(figures)));
}

function statForms(call) {
  function stat(path, options, callback) {
    if (typeof options === 'function') [options, callback] = [undefined, options];
    callback = checkCallback(callback);
    const figures = sharedFigures(options?.bigint === true);
    call(toPath(path), figures, false, statsCallback(callback, figures));
  }
  function statSync(path, options) {
    const figures = sharedFigures(options?.bigint === true);
    const found = call(toPath(path), figures, options?.throwIfNoEntry === false, SYNC);
    return found === undefined ? undefined : toStats(figures);
  }
  async function statPromise(path, options) {
    const figures = makeFigures(options?.bigint === true);
    await call(toPath(path), figures, false);
    return toStats(figures);
  }
  return [stat, statSync, statPromise];
}

const [stat, statSync, statPromise] = statForms(native.stat);
const [lstat, lstatSync, lstatPromise] = statForms(native.lstat);
for (const [fn, name] of [[lstat, 'lstat'], [lstatSync, 'lstatSync'], [lstatPromise, 'lstat']]) {
  Object.defineProperty(fn, 'name', { value: name });
}

function fstat(fd, options, callback) {
  if (typeof options === 'function') [options, callback] = [undefined, options];
  fd = toDescriptor(fd);
  callback = checkCallback(callback);
  const figures = sharedFigures(options?.bigint === true);
  native.fstat(fd, figures, statsCallback(callback, figures));
}

function fstatSync(fd, options) {
  const figures = sharedFigures(options?.bigint === true);
  native.fstat(toDescriptor(fd), figures, SYNC);
  return toStats(figures);
}

async function fstatPromise(fd, options) {
  const figures = makeFigures(options?.bigint === true);
  await native.fstat(fd, figures);
  return toStats(figures);
}

function statfs(path, options, callback) {
  if (typeof options === 'function') [options, callback] = [undefined, options];
  callback = checkCallback(callback);
  const figures = makeFigures(options?.bigint === true, FILE_SYSTEM_FIGURES);
  native.statfs(toPath(path), figures, (error) =>
    (error ? callback(error) : callback(null, toStatFs(figures))));
}

function statfsSync(path, options) {
  const figures = makeFigures(options?.bigint === true, FILE_SYSTEM_FIGURES);
  native.statfs(toPath(path), figures, SYNC);
  return toStatFs(figures);
}

async function statfsPromise(path, options) {
  const figures = makeFigures(options?.bigint === true, FILE_SYSTEM_FIGURES);
  await native.statfs(toPath(path), figures);
  return toStatFs(figures);
}

function chmod(path, mode, callback) {
  path = toPath(path);
  mode = parseFileMode(mode, 'mode');
  native.chmod(path, mode, checkCallback(callback));
}

function chmodSync(path, mode) {
  path = toPath(path);
  native.chmod(path, parseFileMode(mode, 'mode'), SYNC);
}

const chmodPromise = async (path, mode) =>
  native.chmod(toPath(path), parseFileMode(mode, 'mode'));

function fchmod(fd, mode, callback) {
  fd = toDescriptor(fd);
  mode = parseFileMode(mode, 'mode');
  native.fchmod(fd, mode, checkCallback(callback));
}

function fchmodSync(fd, mode) {
  native.fchmod(toDescriptor(fd), parseFileMode(mode, 'mode'), SYNC);
}

const fchmodPromise = async (fd, mode) => native.fchmod(fd, parseFileMode(mode, 'mode'));

function ownerForms(call, toTarget) {
  function chown(target, uid, gid, callback) {
    target = toTarget(target);
    checkIds(uid, gid);
    call(target, uid, gid, checkCallback(callback));
  }
  function chownSync(target, uid, gid) {
    target = toTarget(target);
    checkIds(uid, gid);
    call(target, uid, gid, SYNC);
  }
  async function chownPromise(target, uid, gid) {
    target = toTarget(target);
    checkIds(uid, gid);
    return call(target, uid, gid);
  }
  return [chown, chownSync, chownPromise];
}

const [chown, chownSync, chownPromise] = ownerForms(native.chown, (path) => toPath(path));
const [lchown, lchownSync, lchownPromise] = ownerForms(native.lchown, (path) => toPath(path));
const [fchown, fchownSync, fchownPromise] = ownerForms(native.fchown, (fd) => toDescriptor(fd));

function timeForms(call, toTarget) {
  function utimes(target, atime, mtime, callback) {
    callback = checkCallback(callback);
    target = toTarget(target);
    call(target, toSeconds(atime), toSeconds(mtime), callback);
  }
  function utimesSync(target, atime, mtime) {
    target = toTarget(target);
    call(target, toSeconds(atime), toSeconds(mtime), SYNC);
  }
  async function utimesPromise(target, atime, mtime) {
    target = toTarget(target);
    return call(target, toSeconds(atime), toSeconds(mtime));
  }
  return [utimes, utimesSync, utimesPromise];
}

const [utimes, utimesSync, utimesPromise] = timeForms(native.utimes, (path) => toPath(path));
const [lutimes, lutimesSync, lutimesPromise] = timeForms(native.lutimes, (path) => toPath(path));

// Differs in the order of its checks from the other two, as in Node.
function futimes(fd, atime, mtime, callback) {
  fd = toDescriptor(fd);
  atime = toSeconds(atime, 'atime');
  mtime = toSeconds(mtime, 'mtime');
  native.futimes(fd, atime, mtime, checkCallback(callback));
}

function futimesSync(fd, atime, mtime) {
  fd = toDescriptor(fd);
  native.futimes(fd, toSeconds(atime, 'atime'), toSeconds(mtime, 'mtime'), SYNC);
}

const futimesPromise = async (fd, atime, mtime) =>
  native.futimes(fd, toSeconds(atime, 'atime'), toSeconds(mtime, 'mtime'));

module.exports = {
  functions: {
    chmod, chmodSync, chown, chownSync, fchmod, fchmodSync, fchown, fchownSync, fstat, fstatSync,
    futimes, futimesSync, lchmod: undefined, lchmodSync: undefined, lchown, lchownSync, lstat,
    lstatSync, lutimes, lutimesSync, stat, statSync, statfs, statfsSync, utimes, utimesSync,
  },
  promises: {
    chmod: chmodPromise,
    chown: chownPromise,
    lchown: lchownPromise,
    lstat: lstatPromise,
    lutimes: lutimesPromise,
    stat: statPromise,
    statfs: statfsPromise,
    utimes: utimesPromise,
  },
  ofDescriptor: {
    chmod: fchmodPromise,
    chown: fchownPromise,
    stat: fstatPromise,
    utimes: futimesPromise,
  },
};

'use strict';
// SPDX-License-Identifier: MIT

// Small arguments: open flags, access modes, descriptors, ids, times, positions.

const {
  ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE, ERR_FS_INVALID_SYMLINK_TYPE,
} = require('internal/errors').codes;
const { validateInt32, validateInteger } = require('internal/validate');
const constants = internalBinding('fs').constants();

const {
  O_APPEND, O_CREAT, O_EXCL, O_RDONLY, O_RDWR, O_SYNC, O_TRUNC, O_WRONLY,
  COPYFILE_EXCL, COPYFILE_FICLONE, COPYFILE_FICLONE_FORCE, F_OK, R_OK, W_OK, X_OK,
  UV_FS_SYMLINK_DIR, UV_FS_SYMLINK_JUNCTION,
} = constants;

const LARGEST_ID = 2 ** 32 - 1;
const LARGEST_POSITION = 2n ** 63n - 1n;

const FLAGS = {
  '__proto__': null,
  'r': O_RDONLY,
  'rs': O_RDONLY | O_SYNC,
  'r+': O_RDWR,
  'rs+': O_RDWR | O_SYNC,
  'w': O_TRUNC | O_CREAT | O_WRONLY,
  'wx': O_TRUNC | O_CREAT | O_WRONLY | O_EXCL,
  'w+': O_TRUNC | O_CREAT | O_RDWR,
  'wx+': O_TRUNC | O_CREAT | O_RDWR | O_EXCL,
  'a': O_APPEND | O_CREAT | O_WRONLY,
  'ax': O_APPEND | O_CREAT | O_WRONLY | O_EXCL,
  'as': O_APPEND | O_CREAT | O_WRONLY | O_SYNC,
  'a+': O_APPEND | O_CREAT | O_RDWR,
  'ax+': O_APPEND | O_CREAT | O_RDWR | O_EXCL,
  'as+': O_APPEND | O_CREAT | O_RDWR | O_SYNC,
};
for (const [first, second] of ['rs', 'wx', 'ax', 'as']) {
  FLAGS[second + first] = FLAGS[first + second];
  FLAGS[`${second}${first}+`] = FLAGS[`${first}${second}+`];
}

/**
 * @param {unknown} flags 'r', 'wx+', a number, or nothing
 * @param {string} [name]
 * @returns {number}
 */
function toFlags(flags, name = 'flags') {
  if (typeof flags === 'number') {
    validateInt32(flags, name);
    return flags;
  }
  if (flags === null || flags === undefined) return O_RDONLY;
  const known = FLAGS[flags];
  if (known === undefined) throw new ERR_INVALID_ARG_VALUE(name, flags);
  return known;
}

function toAccessMode(mode) {
  if (mode === null || mode === undefined) return F_OK;
  validateInteger(mode, 'mode', F_OK, R_OK | W_OK | X_OK);
  return mode;
}

function toCopyMode(mode) {
  if (mode === null || mode === undefined) return 0;
  validateInteger(mode, 'mode', 0, COPYFILE_EXCL | COPYFILE_FICLONE | COPYFILE_FICLONE_FORCE);
  return mode;
}

function toSymlinkFlags(type) {
  if (typeof type !== 'string' || type === 'file') return 0;
  if (type === 'dir') return UV_FS_SYMLINK_DIR;
  if (type === 'junction') return UV_FS_SYMLINK_JUNCTION;
  throw new ERR_FS_INVALID_SYMLINK_TYPE(type);
}

function toDescriptor(fd, name = 'fd') {
  validateInt32(fd, name, 0);
  return fd === 0 ? 0 : fd;  // Not -0.
}

/** Whether a path argument is a descriptor. */
function isDescriptor(path) {
  return Number.isInteger(path) && path >= 0 && path <= 0x7fffffff;
}

function checkIds(uid, gid) {
  validateInteger(uid, 'uid', -1, LARGEST_ID);
  validateInteger(gid, 'gid', -1, LARGEST_ID);
}

/**
 * Seconds since 1970.
 *
 * @param {number | string | Date} time
 * @param {string} [name]
 */
function toSeconds(time, name = 'time') {
  if (typeof time === 'string' && +time == time) return +time;
  if (Number.isFinite(time)) return time < 0 ? Date.now() / 1000 : time;
  if (time instanceof Date || Object.prototype.toString.call(time) === '[object Date]') {
    return time.getTime() / 1000;
  }
  throw new ERR_INVALID_ARG_TYPE(name, ['Date', 'Time in seconds'], time);
}

/** A place to read from; -1 is "where the file stands". */
function toReadPosition(position, length) {
  if (position === null || position === undefined) return -1;
  if (typeof position === 'number') {
    validateInteger(position, 'position', -1);
  } else if (typeof position === 'bigint') {
    const largest = LARGEST_POSITION - BigInt(length);
    if (position < -1n || position > largest) {
      throw new ERR_OUT_OF_RANGE('position', `>= -1 && <= ${largest}`, position);
    }
  } else {
    throw new ERR_INVALID_ARG_TYPE('position', ['integer', 'bigint'], position);
  }
  return position;
}

/** A place to write to: whatever is no number is "where the file stands". */
function toWritePosition(position) {
  return Number.isSafeInteger(position) && position >= 0 ? position : -1;
}

module.exports = {
  checkIds,
  constants,
  isDescriptor,
  toAccessMode,
  toCopyMode,
  toDescriptor,
  toFlags,
  toReadPosition,
  toSeconds,
  toSymlinkFlags,
  toWritePosition,
};

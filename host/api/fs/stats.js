'use strict';
// SPDX-License-Identifier: MIT

// Stats, BigIntStats, StatFs: made from the arrays of numbers that fs.cc fills.

const native = internalBinding('fs');
const { constants } = require('fs/flags');

const { S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK } = constants;

const STAT_FIGURES = 18;
const FILE_SYSTEM_FIGURES = 7;

class StatsBase {
  constructor(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks) {
    this.dev = dev;
    this.mode = mode;
    this.nlink = nlink;
    this.uid = uid;
    this.gid = gid;
    this.rdev = rdev;
    this.blksize = blksize;
    this.ino = ino;
    this.size = size;
    this.blocks = blocks;
  }

  isDirectory() {
    return (Number(this.mode) & S_IFMT) === S_IFDIR;
  }

  isFile() {
    return (Number(this.mode) & S_IFMT) === S_IFREG;
  }

  isBlockDevice() {
    return (Number(this.mode) & S_IFMT) === S_IFBLK;
  }

  isCharacterDevice() {
    return (Number(this.mode) & S_IFMT) === S_IFCHR;
  }

  isSymbolicLink() {
    return (Number(this.mode) & S_IFMT) === S_IFLNK;
  }

  isFIFO() {
    return (Number(this.mode) & S_IFMT) === S_IFIFO;
  }

  isSocket() {
    return (Number(this.mode) & S_IFMT) === S_IFSOCK;
  }
}

function toDate(ms) {
  return new Date(Math.round(Number(ms)));
}

class Stats extends StatsBase {
  constructor(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks,
              atimeMs, mtimeMs, ctimeMs, birthtimeMs) {
    super(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks);
    this.atimeMs = atimeMs;
    this.mtimeMs = mtimeMs;
    this.ctimeMs = ctimeMs;
    this.birthtimeMs = birthtimeMs;
    this.atime = toDate(atimeMs);
    this.mtime = toDate(mtimeMs);
    this.ctime = toDate(ctimeMs);
    this.birthtime = toDate(birthtimeMs);
  }
}

class BigIntStats extends StatsBase {
  constructor(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks,
              atimeNs, mtimeNs, ctimeNs, birthtimeNs) {
    super(dev, mode, nlink, uid, gid, rdev, blksize, ino, size, blocks);
    this.atimeMs = atimeNs / 1000000n;
    this.mtimeMs = mtimeNs / 1000000n;
    this.ctimeMs = ctimeNs / 1000000n;
    this.birthtimeMs = birthtimeNs / 1000000n;
    this.atimeNs = atimeNs;
    this.mtimeNs = mtimeNs;
    this.ctimeNs = ctimeNs;
    this.birthtimeNs = birthtimeNs;
    this.atime = toDate(this.atimeMs);
    this.mtime = toDate(this.mtimeMs);
    this.ctime = toDate(this.ctimeMs);
    this.birthtime = toDate(this.birthtimeMs);
  }
}

class StatFs {
  constructor(type, bsize, blocks, bfree, bavail, files, ffree) {
    this.type = type;
    this.bsize = bsize;
    this.blocks = blocks;
    this.bfree = bfree;
    this.bavail = bavail;
    this.files = files;
    this.ffree = ffree;
  }
}

const inMs = (seconds, nanoseconds) => seconds * 1000 + nanoseconds / 1e6;
const inNs = (seconds, nanoseconds) => seconds * 1000000000n + nanoseconds;

function toSmallStats(f) {
  return new Stats(
    f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8], f[9],
    inMs(f[10], f[11]), inMs(f[12], f[13]), inMs(f[14], f[15]), inMs(f[16], f[17]));
}

function toBigStats(f) {
  return new BigIntStats(
    f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8], f[9],
    inNs(f[10], f[11]), inNs(f[12], f[13]), inNs(f[14], f[15]), inNs(f[16], f[17]));
}

/**
 * @param {Float64Array | BigInt64Array} figures what a stat call filled
 */
function toStats(figures) {
  return figures instanceof Float64Array ? toSmallStats(figures) : toBigStats(figures);
}

function toStatFs(f) {
  return new StatFs(f[0], f[1], f[2], f[3], f[4], f[5], f[6]);
}

/** Fresh memory for one result. */
function makeFigures(isBig, count = STAT_FIGURES) {
  return isBig ? new BigInt64Array(count) : new Float64Array(count);
}

// Made when first needed, as a snapshot holds no memory of arrays.
const shared = { small: undefined, big: undefined };

function makeShared(isBig) {
  const figures = makeFigures(isBig);
  native.shareFigures(figures);
  return figures;
}

/** The same memory each time: for results that are read before any other call can fill it. */
function sharedFigures(isBig) {
  if (isBig) return shared.big ??= makeShared(true);
  return shared.small ??= makeShared(false);
}

module.exports = {
  BigIntStats,
  FILE_SYSTEM_FIGURES,
  Stats,
  makeFigures,
  sharedFigures,
  toStatFs,
  toStats,
};

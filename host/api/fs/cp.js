'use strict';
// SPDX-License-Identifier: MIT

// cp: copying trees. How it goes is written once, as a generator of steps; one driver makes each at
// once, the other awaits it. Every step is a call of its own, checked on its own.

require('internal/on-first-use');
const native = internalBinding('fs');
const { settle } = require('internal/callback');
const { SYNC, checkCallback } = require('fs/style');
const {
  constants: { S_IFBLK, S_IFCHR, S_IFDIR, S_IFIFO, S_IFLNK, S_IFMT, S_IFREG, S_IFSOCK },
  toCopyMode,
} = require('fs/flags');
const { forEachInLanes, spareLanes } = require('fs/lanes');
const { toPath } = require('fs/paths');
const { makeFigures } = require('fs/stats');
const {
  ERR_FS_CP_DIR_TO_NON_DIR, ERR_FS_CP_EEXIST, ERR_FS_CP_EINVAL, ERR_FS_CP_FIFO_PIPE,
  ERR_FS_CP_NON_DIR_TO_DIR, ERR_FS_CP_SOCKET, ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY,
  ERR_FS_CP_UNKNOWN, ERR_FS_EISDIR,
} = require('fs/errors');
const { ERR_INCOMPATIBLE_OPTION_PAIR, ERR_INVALID_RETURN_VALUE } =
  require('internal/errors').codes;
const { validateBoolean, validateFunction, validateObject } = require('internal/validate');
const { dirname, isAbsolute, join, parse, resolve } = require('path');

const DEFAULTS = {
  dereference: false, errorOnExist: false, filter: undefined, force: true, mode: 0,
  preserveTimestamps: false, recursive: false, verbatimSymlinks: false,
};
const FLAGS = [
  'dereference', 'errorOnExist', 'force', 'preserveTimestamps', 'recursive', 'verbatimSymlinks',
];
const FOLDER_MODE = 0o777;
const OWNER_MAY_WRITE = 0o200;

function readOptions(options) {
  if (options === undefined) return DEFAULTS;
  validateObject(options, 'options');
  options = { ...DEFAULTS, ...options };
  for (const name of FLAGS) validateBoolean(options[name], `options.${name}`);
  options.mode = toCopyMode(options.mode);
  if (options.dereference && options.verbatimSymlinks) {
    throw new ERR_INCOMPATIBLE_OPTION_PAIR('dereference', 'verbatimSymlinks');
  }
  if (options.filter !== undefined) validateFunction(options.filter, 'options.filter');
  return options;
}

// Paths are joined here, so they are text.
function toText(value, name) {
  const path = toPath(value, name);
  return typeof path === 'string' ? path : Buffer.from(path).toString();
}

// What a file is, from stat figures; they are BigInts, as inode numbers need not fit otherwise.
const kindOf = (figures) => Number(figures[1]) & S_IFMT;
const modeOf = (figures) => Number(figures[1]);
const isFolder = (figures) => kindOf(figures) === S_IFDIR;
const isSame = (one, other) =>
  other[0] !== 0n && other[7] !== 0n && one[0] === other[0] && one[7] === other[7];
const secondsAt = (figures, index) => Number(figures[index]) + Number(figures[index + 1]) / 1e9;

/** Whether `path` is `folder`, or inside it, by their names. */
function isInside(folder, path) {
  const outer = resolve(folder);
  const inner = resolve(path);
  return inner === outer || inner.startsWith(outer.endsWith('/') ? outer : `${outer}/`);
}

// A step: the native function and its arguments, without the last. Gives its result. Other steps ask
// a filter, or copy the entries of a folder.
function* stat(path, follow) {
  const figures = makeFigures(true);
  yield [follow ? 'stat' : 'lstat', path, figures, false];
  return figures;
}

function* statIfPresent(path, follow) {
  try {
    return yield* stat(path, follow);
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

// The figures of both ends, once nothing speaks against copying; undefined when it is filtered out.
function* examine(src, dest, options) {
  if (options.filter !== undefined && !(yield { filter: options.filter, src, dest })) {
    return undefined;
  }
  const from = yield* stat(src, options.dereference);
  const to = yield* statIfPresent(dest, options.dereference);
  if (to !== undefined) {
    if (isSame(from, to)) throw new ERR_FS_CP_EINVAL('src and dest cannot be the same', dest);
    if (isFolder(from) && !isFolder(to)) {
      throw new ERR_FS_CP_DIR_TO_NON_DIR(
        `cannot overwrite non-directory ${dest} with directory ${src}`, dest);
    }
    if (!isFolder(from) && isFolder(to)) {
      throw new ERR_FS_CP_NON_DIR_TO_DIR(
        `cannot overwrite directory ${dest} with non-directory ${src}`, dest);
    }
  }
  if (isFolder(from) && isInside(src, dest)) throw intoItself(src, dest);
  return { from, to };
}

function intoItself(src, dest) {
  return new ERR_FS_CP_EINVAL(`cannot copy ${src} to a subdirectory of self ${dest}`, dest);
}

// By inode, as a symlink may lead from above the destination into the source.
function* refuseSourceAbove(src, from, dest) {
  const beside = resolve(dirname(src));
  for (let above = resolve(dirname(dest)); above !== beside && above !== parse(above).root;
    above = dirname(above)) {
    let figures;
    try {
      figures = yield* statIfPresent(above, true);
    } catch (error) {
      // Above what the plugin may see, there is nothing that it could have copied from.
      if (error.code !== 'ERR_ACCESS_DENIED') throw error;
    }
    if (figures === undefined) return;
    if (isSame(from, figures)) throw intoItself(src, dest);
  }
}

function* copyAny(src, dest, found, options) {
  switch (kindOf(found.from)) {
    case S_IFDIR:
      if (options.recursive) return yield* copyFolder(src, dest, found, options);
      throw new ERR_FS_EISDIR(`${src} is a directory (not copied)`, src, 'cp');
    case S_IFREG:
    case S_IFCHR:
    case S_IFBLK:
      return yield* copyFile(src, dest, found, options);
    case S_IFLNK:
      return yield* copyLink(src, dest, found.to !== undefined, options);
    case S_IFSOCK:
      throw new ERR_FS_CP_SOCKET(`cannot copy a socket file: ${dest}`, dest);
    case S_IFIFO:
      throw new ERR_FS_CP_FIFO_PIPE(`cannot copy a FIFO pipe: ${dest}`, dest);
    default:
      throw new ERR_FS_CP_UNKNOWN(`cannot copy an unknown file type: ${dest}`, dest);
  }
}

function* copyFile(src, dest, { from, to }, options) {
  if (to !== undefined) {
    if (!options.force) {
      if (options.errorOnExist) throw new ERR_FS_CP_EEXIST(`${dest} already exists`, dest);
      return;
    }
    yield ['unlink', dest];
  }
  yield ['copyFile', src, dest, options.mode];
  const mode = modeOf(from);
  if (options.preserveTimestamps) {
    if ((mode & OWNER_MAY_WRITE) === 0) yield ['chmod', dest, mode | OWNER_MAY_WRITE];
    // Reading it changed when it was read.
    const now = yield* stat(src, true);
    yield ['utimes', dest, secondsAt(now, 10), secondsAt(now, 12)];
  }
  yield ['chmod', dest, mode];
}

function* copyEntry(src, dest, options) {
  const found = yield* examine(src, dest, options);
  if (found !== undefined) yield* copyAny(src, dest, found, options);
}

function* copyFolder(src, dest, { from, to }, options) {
  if (to === undefined) yield ['mkdir', dest, FOLDER_MODE, false];
  const names = yield ['readdir', src, false, false, false];
  // A filter is asked about one file at a time.
  yield {
    names, inOrder: options.filter !== undefined,
    copyOne: (name) => copyEntry(join(src, name), join(dest, name), options),
  };
  if (to === undefined) yield ['chmod', dest, modeOf(from)];
}

function* copyLink(src, dest, exists, { verbatimSymlinks }) {
  let target = yield ['readlink', src, false];
  if (!verbatimSymlinks && !isAbsolute(target)) target = resolve(dirname(src), target);
  if (!exists) return yield ['symlink', target, dest, 0];
  let old;
  try {
    old = yield ['readlink', dest, false];
  } catch (error) {
    // No link is there: this fails, and says how.
    if (error.code === 'EINVAL' || error.code === 'UNKNOWN') {
      return yield ['symlink', target, dest, 0];
    }
    throw error;
  }
  if (!isAbsolute(old)) old = resolve(dirname(dest), old);
  if (isInside(target, old)) throw intoItself(target, old);
  // What is in the source would be lost.
  const from = yield* stat(src, true);
  if (isFolder(from) && isInside(old, target)) {
    throw new ERR_FS_CP_SYMLINK_TO_SUBDIRECTORY(`cannot overwrite ${old} with ${target}`, dest);
  }
  yield ['unlink', dest];
  yield ['symlink', target, dest, 0];
}

function* copyTree(src, dest, options) {
  const found = yield* examine(src, dest, options);
  if (found === undefined) return;
  yield* refuseSourceAbove(src, found.from, dest);
  const above = dirname(dest);
  if ((yield* statIfPresent(above, true)) === undefined) {
    yield ['mkdir', above, FOLDER_MODE, true];
  }
  yield* copyAny(src, dest, found, options);
}

function makeStepNow(step) {
  if (Array.isArray(step)) {
    const [name, ...args] = step;
    return native[name](...args, SYNC);
  }
  if (step.names !== undefined) {
    for (const name of step.names) runNow(step.copyOne(name));
    return undefined;
  }
  const wanted = step.filter(step.src, step.dest);
  if (typeof wanted?.then === 'function') {
    throw new ERR_INVALID_RETURN_VALUE('boolean', 'filter', wanted);
  }
  return wanted;
}

function makeStep(step, spare) {
  if (Array.isArray(step)) {
    const [name, ...args] = step;
    return native[name](...args);
  }
  if (step.names === undefined) return step.filter(step.src, step.dest);
  return forEachInLanes(step.names, (name) => run(step.copyOne(name), spare),
                        step.inOrder ? { left: 0 } : spare);
}

function runNow(steps) {
  let step = steps.next();
  while (!step.done) {
    let result;
    try {
      result = makeStepNow(step.value);
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(result);
  }
}

async function run(steps, spare = spareLanes()) {
  let step = steps.next();
  while (!step.done) {
    let result;
    try {
      result = await makeStep(step.value, spare);
    } catch (error) {
      step = steps.throw(error);
      continue;
    }
    step = steps.next(result);
  }
}

function cp(src, dest, options, callback) {
  if (typeof options === 'function') [options, callback] = [undefined, options];
  callback = checkCallback(callback);
  options = readOptions(options);
  src = toText(src, 'src');
  dest = toText(dest, 'dest');
  settle(run(copyTree(src, dest, options)), callback, () => []);
}

function cpSync(src, dest, options) {
  options = readOptions(options);
  runNow(copyTree(toText(src, 'src'), toText(dest, 'dest'), options));
}

async function cpPromise(src, dest, options) {
  options = readOptions(options);
  return run(copyTree(toText(src, 'src'), toText(dest, 'dest'), options));
}

module.exports = { functions: { cp, cpSync }, promises: { cp: cpPromise } };

'use strict';
// SPDX-License-Identifier: MIT

// writeFileAtomic: a file is replaced as a whole. Whatever ends the process, afterwards there is the
// old content or the new one, never a part.

require('internal/on-first-use');
const fs = require('fs');
const { toPath } = require('fs/paths');
const { validateBoolean, validateObject } = require('internal/validate');
const { dirname } = require('path');

let counter = 0;

// A name of its own beside the file, as a rename works within one file system only.
function temporaryName(path) {
  counter++;
  return `${path}.${process.pid.toString(36)}-${Date.now().toString(36)}-${counter}.tmp`;
}

async function writeNew(path, data, { encoding, mode, signal, flush }) {
  const handle = await fs.promises.open(path, 'wx', mode ?? 0o666);
  try {
    await handle.writeFile(data, { encoding, signal });
    // An existing file's mode is kept, whatever the process's mask is.
    if (mode !== undefined) await handle.chmod(mode);
    if (flush) await handle.sync();
  } finally {
    await handle.close();
  }
}

async function modeOf(path) {
  try {
    return (await fs.promises.stat(path)).mode & 0o777;
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

// The new name itself must reach the disk. Not every file system knows how.
async function flushFolder(folder) {
  let handle;
  try {
    handle = await fs.promises.open(folder, 'r');
    await handle.sync();
  } catch (error) {
    if (!['EACCES', 'EINVAL', 'EISDIR', 'ENOTSUP', 'EPERM', 'ERR_ACCESS_DENIED'].includes(error.code)) {
      throw error;
    }
  } finally {
    await handle?.close();
  }
}

/**
 * Writes a file so that it is complete at every moment: to a new file beside it, to the disk, then
 * over the old one by a rename, and the folder to the disk. A symlink is followed.
 *
 * @param {string | Uint8Array | URL} path
 * @param {string | ArrayBufferView | Iterable | AsyncIterable} data
 * @param {string | { encoding?: string, mode?: number, flush?: boolean,
 *                    signal?: AbortSignal }} [options] `flush: false` leaves out the two waits for
 *   the disk: the file is still whole, but may be the old one after a power cut
 */
async function writeFileAtomic(path, data, options = {}) {
  if (typeof options === 'string') options = { encoding: options };
  validateObject(options, 'options');
  const { flush = true } = options;
  validateBoolean(flush, 'options.flush');
  let target = toPath(path);
  if (typeof target !== 'string') target = Buffer.from(target).toString();
  try {
    target = await fs.promises.realpath(target);
  } catch (error) {
    if (error.code !== 'ENOENT') throw error;
  }
  const temporary = temporaryName(target);
  const mode = options.mode ?? await modeOf(target);
  try {
    await writeNew(temporary, data, { ...options, mode, flush });
    await fs.promises.rename(temporary, target);
  } catch (error) {
    await fs.promises.rm(temporary, { force: true });
    throw error;
  }
  if (flush) await flushFolder(dirname(target));
}

module.exports = { writeFileAtomic };

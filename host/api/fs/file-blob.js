'use strict';
// SPDX-License-Identifier: MIT

// openAsBlob: a file as a Blob. Nothing is read before somebody reads the blob, and no descriptor is
// open in between; so the file must be as it was when it was opened.

require('internal/on-first-use');
const native = internalBinding('fs');
const { fromParts, readType } = require('buffer/blob');
const { constants: { O_RDONLY, S_IFMT, S_IFREG } } = require('fs/flags');
const { toPath } = require('fs/paths');
const { makeFigures } = require('fs/stats');
const { DOMException } = require('internal/dom-exception');
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateObject, validateString } = require('internal/validate');

// Device, inode, size, and the time of the last change in seconds and nanoseconds.
const IDENTITY = [0, 7, 8, 12, 13];

function changed() {
  return new DOMException('The blob could not be read', 'NotReadableError');
}

/** A piece of a file, with what the parts of a blob need: `length`, `subarray()`, `readInto()`. */
class FilePart {
  #file;  // { path, figures }
  #start;

  constructor(file, start, end) {
    this.#file = file;
    this.#start = start;
    this.length = end - start;
  }

  subarray(from, to) {
    return new FilePart(this.#file, this.#start + from, this.#start + to);
  }

  /** Fills the view. */
  async readInto(view) {
    let fd;
    try {
      fd = await native.open(this.#file.path, O_RDONLY, 0);
    } catch {
      throw changed();
    }
    try {
      await this.#check(fd);
      for (let filled = 0; filled < view.length;) {
        const count =
          await native.read(fd, view, filled, view.length - filled, this.#start + filled);
        if (count === 0) throw changed();
        filled += count;
      }
      await this.#check(fd);
    } finally {
      await native.close(fd);
    }
  }

  async #check(fd) {
    const now = makeFigures(true);
    await native.fstat(fd, now);
    if (IDENTITY.some((index) => now[index] !== this.#file.figures[index])) throw changed();
  }
}

async function makeBlob(path, type) {
  const figures = makeFigures(true);
  await native.stat(path, figures, false);
  if ((Number(figures[1]) & S_IFMT) !== S_IFREG) {
    throw new ERR_INVALID_ARG_VALUE('path', path, 'must name a regular file');
  }
  const size = Number(figures[8]);
  const parts = size === 0 ? [] : [new FilePart({ path, figures }, 0, size)];
  return fromParts(parts, readType(type));
}

function openAsBlob(path, options) {
  validateObject(options, 'options');
  const { type = '' } = options;
  validateString(type, 'options.type');
  // Careful: bytes of the script may change meanwhile.
  path = toPath(path);
  return makeBlob(typeof path === 'string' ? path : Buffer.from(path), type);
}

module.exports = { openAsBlob };

'use strict';
// SPDX-License-Identifier: MIT

// Dirent: an entry of a folder, with its kind.

const { constants } = require('fs/flags');
const { toName } = require('fs/encoding');

const {
  UV_DIRENT_BLOCK, UV_DIRENT_CHAR, UV_DIRENT_DIR, UV_DIRENT_FIFO, UV_DIRENT_FILE, UV_DIRENT_LINK,
  UV_DIRENT_SOCKET,
} = constants;

const typeOf = Symbol('type');

class Dirent {
  constructor(name, type, path) {
    this.name = name;
    this.parentPath = path;
    this.path = path;
    this[typeOf] = type;
  }

  isDirectory() {
    return this[typeOf] === UV_DIRENT_DIR;
  }

  isFile() {
    return this[typeOf] === UV_DIRENT_FILE;
  }

  isBlockDevice() {
    return this[typeOf] === UV_DIRENT_BLOCK;
  }

  isCharacterDevice() {
    return this[typeOf] === UV_DIRENT_CHAR;
  }

  isSymbolicLink() {
    return this[typeOf] === UV_DIRENT_LINK;
  }

  isFIFO() {
    return this[typeOf] === UV_DIRENT_FIFO;
  }

  isSocket() {
    return this[typeOf] === UV_DIRENT_SOCKET;
  }
}

function join(path, folder) {
  if (folder.length === 0) return path;
  if (typeof path === 'string' && typeof folder === 'string') {
    return path.endsWith('/') ? path + folder : `${path}/${folder}`;
  }
  return Buffer.concat([Buffer.from(path), Buffer.from('/'), Buffer.from(folder)]);
}

/**
 * What readdir found, as the script wants it.
 *
 * @param {any[]} found names, or [names, types, folders]
 * @param {string | Uint8Array} path
 * @param {{ withFileTypes?: boolean, encoding?: string }} options
 */
function toEntries(found, path, { withFileTypes, encoding }) {
  if (!withFileTypes) {
    return encoding === undefined || typeof found[0] === 'string' ?
      found : found.map((name) => toName(name, encoding));
  }
  const [names, types, folders] = found;
  return names.map((name, i) =>
    new Dirent(toName(name, encoding), types[i], join(path, folders[i])));
}

module.exports = { Dirent, toEntries };

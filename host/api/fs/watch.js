'use strict';
// SPDX-License-Identifier: MIT

// watch: changes as the system reports them. A tree is watched folder by folder, as inotify knows no
// trees.

const native = internalBinding('fs');
const EventEmitter = require('events');
const { checkEncoding, toName } = require('fs/encoding');
const { constants: { S_IFDIR, S_IFMT, UV_DIRENT_DIR } } = require('fs/flags');
const { toPath } = require('fs/paths');
const { makeFigures } = require('fs/stats');
const { AbortError, codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const {
  validateAbortSignal, validateBoolean, validateFunction, validateObject,
} = require('internal/validate');

const DEFAULTS = { encoding: 'utf8', persistent: true, recursive: false };

// One watched file or folder; `folder` is its path below the watched root.
class Place {
  #watcher;
  #path;
  #folder;
  #event = new native.FSEvent();

  constructor(watcher, path, folder, referenced) {
    this.#watcher = watcher;
    this.#path = path;
    this.#folder = folder;
    this.#event.onchange = (error, type, name) => this.#onChange(error, type, name);
    this.#event.start(path);
    if (!referenced) this.#event.unref();
  }

  #onChange(error, type, bytes) {
    if (error !== null) return this.#watcher.fail(error);
    const name = bytes === null ? null : toName(bytes, 'utf8');
    const inside = name === null || this.#folder === '' ? name : `${this.#folder}/${name}`;
    this.#watcher.changed(type, this.#folder === '' ? bytes : inside, inside);
  }

  ref() {
    this.#event.ref();
  }

  unref() {
    this.#event.unref();
  }

  get event() {
    return this.#event;
  }

  close() {
    this.#event.close();
  }
}

class FSWatcher extends EventEmitter {
  #path;
  #encoding;
  #places;  // Folder below the root to Place; made when started.
  #referenced = true;
  #recursive;

  constructor({ encoding, recursive }) {
    super();
    this.#encoding = encoding;
    this.#recursive = recursive;
  }

  /** Throws what keeps the root from being watched. */
  start(path, persistent) {
    this.#path = path;
    this.#places = new Map();
    this.#referenced = persistent;
    try {
      this.#add('');
      // Node's name for it; programs that use it want to close it.
      Object.defineProperty(this, '_handle', { value: this.#places.get('').event });
    } catch (error) {
      error.filename = path;
      throw error;
    }
    if (this.#recursive) this.#list('', false);
  }

  #pathOf(folder) {
    return folder === '' ? this.#path : `${this.#path}/${folder}`;
  }

  #add(folder) {
    const place = new Place(this, this.#pathOf(folder), folder, this.#referenced);
    this.#places.set(folder, place);
  }

  // Watches a folder, then looks into it: what comes later is reported by the system, and what came
  // before, into a new folder, by us.
  #enter(folder, isNew) {
    if (this.#places.has(folder)) return;
    try {
      this.#add(folder);
    } catch (error) {
      // What is gone by now needs no watching; that there are too many watches must be known.
      if (error.code === 'ENOSPC' || error.code === 'EMFILE') this.emit('error', error);
      return;
    }
    this.#list(folder, isNew);
  }

  #list(folder, isNew) {
    native.readdir(this.#pathOf(folder), false, true, false, (error, found) => {
      if (error || this.#places === undefined) return;
      const [names, types] = found;
      for (let i = 0; i < names.length && this.#places !== undefined; i++) {
        const inside = folder === '' ? names[i] : `${folder}/${names[i]}`;
        if (types[i] === UV_DIRENT_DIR) this.#enter(inside, isNew);
        if (isNew) this.emit('change', 'rename', inside);
      }
    });
  }

  // A name in the tree came or went: folders are watched, or no longer. Symlinks are not followed.
  #follow(inside) {
    const figures = makeFigures(false);
    native.lstat(this.#pathOf(inside), figures, false, (error) => {
      if (this.#places === undefined) return;
      if (!error && (figures[1] & S_IFMT) === S_IFDIR) this.#enter(inside, true);
      else this.#forget(inside);
    });
  }

  #forget(folder) {
    for (const [known, place] of this.#places) {
      if (known !== folder && !known.startsWith(`${folder}/`)) continue;
      place.close();
      this.#places.delete(known);
    }
  }

  changed(type, name, inside) {
    if (this.#places === undefined) return;
    const shown = name === null || typeof name === 'string' ? name : toName(name, this.#encoding);
    this.emit('change', type, shown);
    if (this.#recursive && type === 'rename' && inside !== null && this.#places !== undefined) {
      this.#follow(inside);
    }
  }

  fail(error) {
    if (this.#places === undefined) return;
    error.filename = this.#path;
    this.close();
    this.emit('error', error);
  }

  close() {
    if (this.#places === undefined) return;
    for (const place of this.#places.values()) place.close();
    this.#places = undefined;
    process.nextTick(() => this.emit('close'));
  }

  ref() {
    this.#referenced = true;
    for (const place of this.#places?.values() ?? []) place.ref();
    return this;
  }

  unref() {
    this.#referenced = false;
    for (const place of this.#places?.values() ?? []) place.unref();
    return this;
  }
}

function readOptions(options) {
  if (typeof options === 'string') options = { encoding: options };
  else if (options !== null && options !== undefined && typeof options !== 'object') {
    throw new ERR_INVALID_ARG_TYPE('options', ['string', 'Object'], options);
  }
  options = { ...DEFAULTS, ...options };
  if (options.encoding !== 'buffer') checkEncoding(options.encoding);
  if (options.signal !== undefined && options.signal !== null) {
    validateAbortSignal(options.signal, 'options.signal');
  }
  validateBoolean(options.persistent ?? true, 'options.persistent');
  validateBoolean(options.recursive ?? false, 'options.recursive');
  return options;
}

function closeOnAbort(watcher, signal) {
  if (!signal) return;
  if (signal.aborted) {
    process.nextTick(() => watcher.close());
    return;
  }
  const onAbort = () => watcher.close();
  signal.addEventListener('abort', onAbort);
  watcher.once('close', () => signal.removeEventListener('abort', onAbort));
}

/**
 * Tells when a file, a folder or (`recursive`) a tree changes.
 *
 * @param {string | Uint8Array | URL} filename
 * @param {string | { encoding?: string, persistent?: boolean, recursive?: boolean,
 *                    signal?: AbortSignal }} [options]
 * @param {(type: 'rename' | 'change', name: string | Uint8Array | null) => void} [listener]
 * @returns {FSWatcher}
 */
function watch(filename, options, listener) {
  if (typeof options === 'function') [options, listener] = [undefined, options];
  options = readOptions(options);
  const path = toPath(filename, 'filename');
  if (listener !== undefined) validateFunction(listener, 'listener');
  const watcher = new FSWatcher(options);
  watcher.start(path, options.persistent !== false);
  if (listener !== undefined) watcher.on('change', listener);
  closeOnAbort(watcher, options.signal);
  return watcher;
}

/** As watch(), as an async iterator of `{ eventType, filename }`; a signal ends it. */
async function* watchPromise(filename, options = {}) {
  if (typeof options !== 'string') validateObject(options, 'options');
  const { signal, ...rest } = readOptions(options);
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
  const queue = [];
  let failure;
  let wake = () => {};
  const watcher = watch(filename, rest, (eventType, name) => {
    queue.push({ eventType, filename: name });
    wake();
  });
  const fail = (error) => {
    failure = error;
    wake();
  };
  const onAbort = () => fail(new AbortError(undefined, { cause: signal.reason }));
  watcher.on('error', fail);
  signal?.addEventListener('abort', onAbort);
  try {
    for (;;) {
      while (queue.length > 0) yield queue.shift();
      if (failure !== undefined) throw failure;
      await new Promise((resolve) => { wake = resolve; });
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
    watcher.close();
  }
}

module.exports = { FSWatcher, watch, watchPromise };

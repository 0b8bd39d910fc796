'use strict';
// SPDX-License-Identifier: MIT

// watchFile: a file looked at again and again, for changes that the system does not report.

const native = internalBinding('fs');
const EventEmitter = require('events');
const { toPath } = require('fs/paths');
const { makeFigures, toStats } = require('fs/stats');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateFunction, validateUint32 } = require('internal/validate');

const DEFAULT_INTERVAL = 5007;

// Which figures make a change; the time of the last access is none.
const COMPARED = [0, 1, 2, 3, 4, 5, 7, 8, 9, 12, 13, 14, 15, 16, 17];

class StatWatcher extends EventEmitter {
  #path;
  #bigint;
  #timer;
  #previous;
  #stopped = false;
  #referenced = true;

  constructor(path, bigint) {
    super();
    this.#path = path;
    this.#bigint = bigint;
  }

  start(interval, persistent) {
    this.#referenced = persistent;
    this.#look();
    this.#timer = setInterval(() => this.#look(), Math.max(1, interval));
    if (!persistent) this.#timer.unref();
  }

  #look() {
    const figures = makeFigures(this.#bigint);
    native.stat(this.#path, figures, false, (error) => {
      // Of a file that is not there all figures are zero.
      if (!this.#stopped) this.#compare(figures, Boolean(error));
    });
  }

  #compare(figures, missing) {
    const previous = this.#previous;
    this.#previous = figures;
    if (previous === undefined) {
      if (missing) this.emit('change', toStats(figures), toStats(figures));
    } else if (COMPARED.some((i) => previous[i] !== figures[i])) {
      this.emit('change', toStats(figures), toStats(previous));
    }
  }

  stop() {
    if (this.#stopped) return;
    this.#stopped = true;
    clearInterval(this.#timer);
    process.nextTick(() => this.emit('stop'));
  }

  ref() {
    if (!this.#stopped && !this.#referenced) this.#timer.ref();
    this.#referenced = true;
    return this;
  }

  unref() {
    if (!this.#stopped && this.#referenced) this.#timer.unref();
    this.#referenced = false;
    return this;
  }
}

// Absolute path to StatWatcher; made when first needed, as a snapshot holds no Map.
const watched = { files: undefined };

function keyOf(path) {
  const text = String(path);
  return text.startsWith('/') ? text : `${process.cwd()}/${text}`;
}

function watchFile(filename, options, listener) {
  const path = toPath(filename, 'filename');
  if (options === null || typeof options !== 'object') [options, listener] = [{}, options];
  const { bigint = false, interval = DEFAULT_INTERVAL, persistent = true } = options;
  validateFunction(listener, 'listener');
  if (typeof interval !== 'number') {
    throw new ERR_INVALID_ARG_TYPE('interval', 'number', interval);
  }
  validateUint32(interval, 'interval');
  watched.files ??= new Map();
  const key = keyOf(path);
  let watcher = watched.files.get(key);
  if (watcher === undefined) {
    watcher = new StatWatcher(path, bigint === true);
    watcher.start(interval, persistent !== false);
    watched.files.set(key, watcher);
  }
  watcher.on('change', listener);
  return watcher;
}

function unwatchFile(filename, listener) {
  const key = keyOf(toPath(filename, 'filename'));
  const watcher = watched.files?.get(key);
  if (watcher === undefined) return;
  if (typeof listener === 'function') watcher.removeListener('change', listener);
  else watcher.removeAllListeners('change');
  if (watcher.listenerCount('change') > 0) return;
  watcher.stop();
  watched.files.delete(key);
}

module.exports = { unwatchFile, watchFile };

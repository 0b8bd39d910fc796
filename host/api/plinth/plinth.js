'use strict';
// SPDX-License-Identifier: MIT

// plinth: what a plugin asks of its host beside Node's modules.

const native = internalBinding('plinth');
const EventEmitter = require('events');
const { ERR_INVALID_STATE } = require('internal/errors').codes;
const { GameTimer, runGameTimers, clearGameTimer } = require('plinth/game-timers');
const { runJob } = require('plinth/jobs');
const { validateFunction } = require('internal/validate');

/**
 * The plugin itself, as `activate(plugin)` gets it. Emits 'frame' (dt, time) once a frame, both in
 * seconds of game time: since the last frame, and in all.
 */
class Plugin extends EventEmitter {
  constructor({ name, version, folder, dataFolder }) {
    super();
    /** The name in package.json. */
    this.name = name;
    this.version = version;
    /** Absolute path of the plugin's folder. */
    this.folder = folder;
    /** Absolute path of a folder that only this plugin writes; it outlives reloads and updates. */
    this.dataFolder = dataFolder;
    /** What deactivate() of the version before returned; undefined after the first load. */
    this.state = undefined;
  }

  on(event, listener) {
    super.on(event, listener);
    if (event === 'frame') native.wantFrames(true);
    return this;
  }

  addListener(event, listener) {
    return this.on(event, listener);
  }

  once(event, listener) {
    super.once(event, listener);
    if (event === 'frame') native.wantFrames(true);
    return this;
  }

  prependListener(event, listener) {
    super.prependListener(event, listener);
    if (event === 'frame') native.wantFrames(true);
    return this;
  }

  prependOnceListener(event, listener) {
    super.prependOnceListener(event, listener);
    if (event === 'frame') native.wantFrames(true);
    return this;
  }

  /** Prints as console.log does. */
  log(...values) {
    console.log(...values);
  }
}

const plinth = {
  Plugin,
  /** The running plugin; undefined under `plinth run`. */
  plugin: undefined,
  /** A promise of the next frame: fulfilled with dt in seconds. */
  nextFrame() {
    const { plugin } = plinth;
    if (plugin === undefined) {
      return Promise.reject(new ERR_INVALID_STATE('there are no frames under `plinth run`'));
    }
    return new Promise((resolve) => plugin.once('frame', resolve));
  },
  /** Seconds of game time: scaled and paused by the host, the same during a whole frame. */
  get gameTime() {
    return native.gameTime();
  },
  /** How fast game time passes: 1 as real time, 0 while the game is paused. */
  get timeScale() {
    return native.timeScale();
  },
  /** Calls `callback` once, in the first frame after `ms` milliseconds of game time. */
  setGameTimeout(callback, ms, ...args) {
    validateFunction(callback, 'callback');
    return new GameTimer(callback, ms, args, false);
  },
  /** Calls `callback` every `ms` milliseconds of game time, at most once a frame. */
  setGameInterval(callback, ms, ...args) {
    validateFunction(callback, 'callback');
    return new GameTimer(callback, ms, args, true);
  },
  clearGameTimer,
  runJob,
  /** Values by key that outlive the game; see plinth/storage. */
  get storage() {
    return require('plinth/storage').storage;
  },
  /** Replaces a file as a whole: see plinth/write-file-atomic. */
  writeFileAtomic(path, data, options) {
    return require('plinth/write-file-atomic').writeFileAtomic(path, data, options);
  },
};

// Called once a frame while someone listens, and when a game timer is due.
function emitFrame(dt, time) {
  const { plugin } = plinth;
  runGameTimers(time);
  if (!plugin.emit('frame', dt, time)) native.wantFrames(false);
}

module.exports = plinth;
Object.defineProperty(plinth, 'emitFrame', { value: emitFrame });

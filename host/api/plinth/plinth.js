'use strict';
// SPDX-License-Identifier: MIT

// plinth: what a plugin asks of its host beside Node's modules.

const native = internalBinding('plinth');
const EventEmitter = require('events');

/**
 * The plugin itself, as `activate(plugin)` gets it. Emits 'frame' (dt, time) once a frame, both in
 * seconds: since the last frame, and since the host started.
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
    return new Promise((resolve) => plinth.plugin.once('frame', resolve));
  },
};

// Called once a frame while someone listens.
function emitFrame(dt, time) {
  const { plugin } = plinth;
  if (!plugin.emit('frame', dt, time)) native.wantFrames(false);
}

module.exports = plinth;
Object.defineProperty(plinth, 'emitFrame', { value: emitFrame });

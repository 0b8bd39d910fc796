'use strict';
// SPDX-License-Identifier: MIT

// A plugin's life as the supervisor drives it: load the entry module, activate, frames, deactivate.
// What it tells back goes through internalBinding('plinth').

const native = internalBinding('plinth');
const esm = internalBinding('esm');
const modules = internalBinding('modules');
const Module = require('module');
const { isLoaded } = require('internal/builtins');
const { isEsModule } = require('internal/program');
const { state, LOG_LEVEL } = require('internal/state');
const { Plugin, emitFrame } = require('plinth');

const FULFILLED = 1;  // V8's number for the state of a promise.

let plugin;
let entry;
let loading;  // A promise, while the entry awaits at its top level.

// What the host's log calls these: 1 to 4 are debug, info, warning, error.
const LEVELS = { debug: 1, log: 2, info: 2, warn: 3, error: 4, trace: 4 };

// The host's log knows how grave a line is, not only which stream it went to.
function tellLevels(console) {
  for (const [method, level] of Object.entries(LEVELS)) {
    const print = console[method];
    console[method] = function(...values) {
      state.fields[LOG_LEVEL] = level;
      try {
        Reflect.apply(print, this, values);
      } finally {
        state.fields[LOG_LEVEL] = 0;
      }
    };
    Object.defineProperty(console[method], 'name', { value: method });
  }
}

// Runs the plugin's modules. Errors leave it: the gate reports them.
function loadPlugin(facts) {
  tellLevels(globalThis.console);
  plugin = new Plugin(facts);
  require('plinth').plugin = plugin;
  Module._initPaths();
  if (isEsModule(facts.main)) return void loadEsModule(facts.main);
  entry = Module._load(facts.main, null, true);
  native.loaded();
}

// Without an await at its top level it is loaded when this returns, as CommonJS is.
function loadEsModule(main) {
  const { runMain } = require('module/esm-loader');
  const { evaluation, namespace } = runMain(modules.pathToUrl(main));
  const finish = () => {
    loading = undefined;
    entry = namespace();
    native.loaded();
  };
  if (esm.promiseState(evaluation)[0] === FULFILLED) finish();
  else loading = evaluation.then(finish);
  loading?.catch(toHost);
}

function toHost(error) {
  native.failed(error);
}

// Calls activate() and says when it is done: now, or when its promise is settled.
// `passengers`: how many sockets of the version before came along with its state.
function activatePlugin(state, passengers) {
  plugin.state = passengers > 0 ? require('net/handover').unpack(state) : state;
  if (loading !== undefined) loading.then(activate, () => {});
  else activate();
}

function activate() {
  const { state } = plugin;
  const start = entry?.activate ?? entry?.default?.activate;
  const result = typeof start === 'function' ? start.call(entry, plugin, state) : undefined;
  if (typeof result?.then === 'function') result.then(() => native.activated(), toHost);
  else native.activated();
}

// Servers can be in it only for who has used net.
function tellDeactivated(state) {
  if (!isLoaded('net/server')) return native.deactivated(state);
  const { packed, servers } = require('net/handover').pack(state);
  native.deactivated(packed);
  for (const server of servers) server.close();
}

// The same for deactivate(); its result is the state that the next version gets.
function deactivatePlugin() {
  const deactivate = entry?.deactivate ?? entry?.default?.deactivate;
  const result = typeof deactivate === 'function' ? deactivate.call(entry, plugin) : undefined;
  if (typeof result?.then === 'function') result.then(tellDeactivated, toHost);
  else tellDeactivated(result);
}

module.exports = { loadPlugin, activatePlugin, deactivatePlugin, frame: emitFrame };

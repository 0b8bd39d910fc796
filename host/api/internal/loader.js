'use strict';
// SPDX-License-Identifier: MIT

// The first script of a context: makes require() for the built-ins and loads the entry. It is
// compiled as a function of (builtins, internalBinding); all others as
// (exports, require, module, internalBinding).

// Files beside a module's main file that plugins may require: 'fs/promises', 'path/posix'.
const PUBLIC_FILES = ['consumers', 'posix', 'promises', 'reporters', 'strict', 'types', 'web', 'win32'];

// What every plugin's start runs: compiled to the last function, so that the snapshot holds the
// bytecode. Of the others a function is compiled when it is first called.
const STARTERS = [
  'events', 'internal/entry', 'internal/options', 'internal/path-dots', 'internal/plugin',
  'internal/task-queue', 'internal/timers', 'internal/validate', 'module', 'module/cycles',
  'module/extensions', 'module/host', 'module/names', 'module/require', 'module/resolve',
  'module/source', 'path/posix', 'plinth', 'process', 'process/environment',
  'process/signal-events', 'timers',
];

// What most plugins use, besides what the entry needs: it runs now, too.
const COMMON = ['events', 'fs', 'fs/promises', 'path', 'stream', 'timers/promises', 'url', 'util'];

const cache = Object.create(null);
const compiled = Object.create(null);  // What has not run yet.
const WAITS = Symbol('runs when it is first used');
let making = true;  // The snapshot; false once it is used.

// Libraries that leave nothing behind at their top level which a snapshot can't hold.
const IN_SNAPSHOT = ['internal/deps/readable-stream'];

function waitsForUse(id) {
  if (id === 'internal/on-first-use') return true;
  return id.startsWith('internal/deps/') && !IN_SNAPSHOT.includes(id);
}

function isPublic(id) {
  if (id.startsWith('internal/')) return false;
  const slash = id.indexOf('/');
  return slash < 0 || PUBLIC_FILES.includes(id.slice(slash + 1));
}

const natives = Object.create(null);

// The same object each time: its classes are the same ones in every script.
function nativeHalf(name) {
  return natives[name] ??= internalBinding(name);
}

function requireBuiltin(id) {
  const loaded = cache[id];
  if (loaded !== undefined) return loaded.exports;
  if (making && (waitsForUse(id) || compiled[id] !== undefined)) throw WAITS;
  const module = { id, exports: {}, loaded: false };
  cache[id] = module;
  const run = compiled[id] ?? builtins.compile(id, STARTERS.includes(id));
  try {
    run(module.exports, requireBuiltin, module, nativeHalf);
  } catch (error) {
    delete cache[id];  // The next one to require it sees the error, too, and no half of a module.
    if (error === WAITS) compiled[id] = run;
    throw error;
  }
  module.loaded = true;
  return module.exports;
}

// False: it waits for its first use, and so does what requires it.
function requireForSnapshot(id) {
  try {
    requireBuiltin(id);
    return true;
  } catch (error) {
    if (error !== WAITS) throw error;
    return false;
  }
}

const ids = builtins.ids.filter((id) => id !== 'internal/loader');
cache['internal/builtins'] = {
  exports: {
    requireBuiltin, ids, publicIds: ids.filter(isPublic).sort(),
    // Whether anybody has required it.
    isLoaded: (id) => cache[id] !== undefined,
  },
};
requireBuiltin('internal/disposal');
// What the entry needs and what is common lives in the snapshot: requiring it later costs a look-up.
// All else is run when it is first required, so that no plugin pays for its size; its code is compiled
// when Plinth is built (host/modules/builtin_code.h).
const entry = requireBuiltin('internal/entry');
for (const id of COMMON) requireForSnapshot(id);
for (const id of Object.keys(compiled)) delete compiled[id];
builtins.loaded = Object.keys(cache);
making = false;
return entry;

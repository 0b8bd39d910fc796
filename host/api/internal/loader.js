'use strict';
// SPDX-License-Identifier: MIT

// The first script of a context: makes require() for the built-ins and loads the entry. It is
// compiled as a function of (builtins, internalBinding); all others as
// (exports, require, module, internalBinding).

// Files beside a module's main file that plugins may require: 'fs/promises', 'path/posix'.
const PUBLIC_FILES = ['consumers', 'posix', 'promises', 'strict', 'types', 'web', 'win32'];

// What every plugin's start runs: compiled to the last function, so that the snapshot holds the
// bytecode. Of the others a function is compiled when it is first called.
const STARTERS = [
  'events', 'internal/entry', 'internal/path-dots', 'internal/plugin', 'internal/task-queue',
  'internal/timers', 'internal/validate', 'module', 'path/posix', 'plinth', 'process', 'timers',
];

const cache = Object.create(null);
const compiled = Object.create(null);  // Libraries that wait for their first use.

function isLibrary(id) {
  return id.startsWith('internal/deps/');
}

function isPublic(id) {
  if (id.startsWith('internal/')) return false;
  const slash = id.indexOf('/');
  return slash < 0 || PUBLIC_FILES.includes(id.slice(slash + 1));
}

function requireBuiltin(id) {
  const loaded = cache[id];
  if (loaded !== undefined) return loaded.exports;
  const module = { id, exports: {}, loaded: false };
  cache[id] = module;
  const run = compiled[id] ?? builtins.compile(id, STARTERS.includes(id));
  run(module.exports, requireBuiltin, module, internalBinding);
  module.loaded = true;
  return module.exports;
}

const ids = builtins.ids.filter((id) => id !== 'internal/loader');
cache['internal/builtins'] = {
  exports: { requireBuiltin, ids, publicIds: ids.filter(isPublic).sort() },
};
// All of them live in the snapshot: requiring one later costs a look-up. Libraries are there as
// compiled code, and run when they are first needed.
for (const id of ids) {
  if (isLibrary(id)) compiled[id] = builtins.compile(id, false);
}
for (const id of ids) {
  if (!isLibrary(id)) requireBuiltin(id);
}
return requireBuiltin('internal/entry');

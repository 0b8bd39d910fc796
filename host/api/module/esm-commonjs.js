'use strict';
// SPDX-License-Identifier: MIT

// Which names does a CommonJS module export? Guessed from its text, as Node does, so that an import
// can be linked before the module runs.

const path = require('path');
const { parse } = require('internal/deps/cjs-module-lexer');
const { readAhead } = require('module/source');

const known = new Map();  // filename -> names

function parsed(filename) {
  try {
    return parse(readAhead(filename));
  } catch {
    return { exports: [], reexports: [] };  // It will fail again when it runs, with its error.
  }
}

function isCommonJsText(Module, filename) {
  const extension = path.extname(filename);
  return path.isAbsolute(filename) &&
    (/^\.(?:js|cjs|ts|cts)$/.test(extension) || !Module._extensions[extension]);
}

/** The names of a file's exports; `default` is not among them unless it exports one. */
function exportNames(filename) {
  const cached = known.get(filename);
  if (cached !== undefined) return cached;
  const names = new Set();
  known.set(filename, names);  // Cycles end here.
  const Module = require('module');
  const loaded = Module._cache[filename];
  if (loaded?.loaded && loaded.exports !== null && typeof loaded.exports === 'object') {
    for (const name of Object.keys(loaded.exports)) names.add(name);
    return names;
  }
  const { exports, reexports } = parsed(filename);
  for (const name of exports) names.add(name);
  const asker = { id: filename, filename, paths: Module._nodeModulePaths(path.dirname(filename)) };
  for (const request of reexports) {
    let target;
    try {
      target = Module._resolveFilename(request, asker, false);
    } catch {
      continue;
    }
    if (!isCommonJsText(Module, target)) continue;
    for (const name of exportNames(target)) names.add(name);
  }
  return names;
}

/** The names that a text exports, without those that it passes on. */
function namesInText(text) {
  try {
    return parse(text).exports;
  } catch {
    return [];
  }
}

module.exports = { exportNames, namesInText };

'use strict';
// SPDX-License-Identifier: MIT

// Module._extensions: how require() loads a file, by the end of its name. What packages add to the
// object (pirates, ts-node, ...) is honoured.

const native = internalBinding('modules');
const path = require('path');
const { codes: { ERR_REQUIRE_ESM } } = require('module/errors');
const { sourceForRequire } = require('module/source');

// A file that only import may load.
function refuseEsModule(module, filename) {
  if (filename.endsWith('.mjs')) throw new ERR_REQUIRE_ESM(filename, module.parent?.filename);
  if (!filename.endsWith('.js')) return;
  const scope = native.packageScope(filename);
  if (scope === undefined || scope[1] !== 'module') return;
  throw new ERR_REQUIRE_ESM(filename, module.parent?.filename, scope[0]);
}

function loadJavaScript(module, filename) {
  refuseEsModule(module, filename);
  module._compile(sourceForRequire(filename), filename);
}

// Differs from Node: require('./x') finds x.ts when there is no x.js.
function loadTypeScript(module, filename) {
  const { formatOfFile } = require('module/esm-formats');
  if (formatOfFile(filename) === 'module') {
    throw new ERR_REQUIRE_ESM(filename, module.parent?.filename);
  }
  // Whoever put a _compile of its own there (ts-node, pirates) wants the text as it is.
  const isReplaced = Object.hasOwn(module, '_compile');
  module._compile(isReplaced ? native.readSource(filename) : sourceForRequire(filename), filename);
}

function loadJson(module, filename) {
  const text = sourceForRequire(filename);
  try {
    module.exports = JSON.parse(text);
  } catch (error) {
    error.message = `${filename}: ${error.message}`;
    throw error;
  }
}

const ELF = '\x7fELF';
const ELF_HEADER = 64;

// What the system's loader would say of a file that is no library.
function addonProblem(filename) {
  const fs = require('fs');
  const start = Buffer.alloc(ELF_HEADER);
  const descriptor = fs.openSync(filename);
  try {
    if (fs.readSync(descriptor, start) < ELF_HEADER) return 'file too short';
  } finally {
    fs.closeSync(descriptor);
  }
  if (start.latin1Slice(0, ELF.length) !== ELF) return 'invalid ELF header';
  return 'Plinth does not load native addons of Node';
}

// Differs from Node: native addons are not loaded.
function loadAddon(module, filename) {
  const error = new Error(`${filename}: ${addonProblem(filename)}`);
  error.code = 'ERR_DLOPEN_FAILED';
  throw error;
}

/** Adds the loading half to the class. */
function defineExtensions(Module) {
  Module._extensions = Object.create(null);
  Module._extensions['.js'] = loadJavaScript;
  Module._extensions['.json'] = loadJson;
  Module._extensions['.node'] = loadAddon;
  for (const extension of ['.ts', '.cts', '.mts']) Module._extensions[extension] = loadTypeScript;
}

/** The longest end of the name that `extensions` knows; '.js' when it knows none. */
function extensionOf(extensions, filename) {
  const name = path.basename(filename);
  for (let dot = name.indexOf('.', 1); dot >= 0; dot = name.indexOf('.', dot + 1)) {
    const extension = name.slice(dot);
    if (extensions[extension]) return extension;
  }
  return '.js';
}

module.exports = { defineExtensions, extensionOf, refuseEsModule };

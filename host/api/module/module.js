'use strict';
// SPDX-License-Identifier: MIT

// module: CommonJS, as Node has it; what npm packages patch is here. Resolving is in module/resolve,
// loading by extension in module/extensions; both use C++ (internalBinding('modules')), which also
// checks permission. ES modules are in module/esm-loader.

const native = internalBinding('modules');
const { ownsStandardDescriptors } = internalBinding('process');
const path = require('path');
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { emitWarningNow } = require('internal/warnings');
const { validateString } = require('internal/validate');
const { exportsSoFar, endOfCycle, noteExports } = require('module/cycles');
const { defineExtensions, extensionOf, refuseEsModule } = require('module/extensions');
const { hostModule } = require('module/host');
const { builtinModules, isBuiltin, loadBuiltin } = require('module/names');
const { defineResolution } = require('module/resolve');
const { makeRequire } = require('module/require');
const { stripShebang } = require('module/source');
const { SourceMap, findSourceMap } = require('module/source-map');

function Module(id = '', parent) {
  this.id = id;
  this.path = path.dirname(id);
  // Defined: a setter of that name on Object.prototype has no say.
  Object.defineProperty(this, 'exports', {
    configurable: true, enumerable: true, writable: true, value: {},
  });
  Object.defineProperty(this, 'parent', { value: parent, writable: true, configurable: true });
  parent?.children?.push(this);
  this.filename = null;
  this.loaded = false;
  this.children = [];
}

Module._cache = Object.create(null);
Module._pathCache = Object.create(null);
Module.globalPaths = [];
Module.builtinModules = builtinModules;
Module.isBuiltin = isBuiltin;
Module.Module = Module;
Module._debug = () => {};
defineExtensions(Module);
defineResolution(Module);

// Where a request of a folder led to: `folder\0request` -> file name.
let resolved = Object.create(null);

function addChild(parent, module) {
  if (parent?.children && !parent.children.includes(module)) parent.children.push(module);
}

function cachedExports(module, parent) {
  addChild(parent, module);
  return module.loaded ? module.exports : exportsSoFar(module);
}

// It failed: asking for it again runs it again, as if it had never been asked for.
function forget(module, parent, key) {
  delete Module._cache[module.filename ?? module.id];
  delete resolved[key];
  const siblings = parent?.children;
  const at = Array.isArray(siblings) ? siblings.indexOf(module) : -1;
  if (at >= 0) siblings.splice(at, 1);
}

/** Loads what a request names, or returns what the cache has: `require` without its checks. */
Module._load = function(request, parent, isMain) {
  let key;
  if (parent) {
    key = `${parent.path}\x00${request}`;
    const known = resolved[key];
    if (known !== undefined) {
      const cached = Module._cache[known];
      if (cached !== undefined) return cachedExports(cached, parent);
      delete resolved[key];
    }
  }
  if (request.startsWith('node:')) return loadBuiltin(request);
  const host = hostModule(request);
  if (host !== undefined) return host;

  const filename = Module._resolveFilename(request, parent, isMain);
  const cached = Module._cache[filename];
  if (cached !== undefined) return cachedExports(cached, parent);
  if (isBuiltin(filename)) return loadBuiltin(filename);

  const module = new Module(filename, parent);
  if (isMain) {
    process.mainModule = module;
    module.id = '.';
  }
  Module._cache[filename] = module;
  if (key !== undefined) resolved[key] = filename;
  let threw = true;
  try {
    module.load(filename);
    threw = false;
  } finally {
    if (threw) forget(module, parent, key);
    else endOfCycle(module);
  }
  return module.exports;
};

Module.prototype.load = function(filename) {
  this.filename = filename;
  this.paths = Module._nodeModulePaths(path.dirname(filename));
  const extension = extensionOf(Module._extensions, filename);
  if (filename.endsWith('.mjs') && !Module._extensions['.mjs']) refuseEsModule(this, filename);
  Module._extensions[extension](this, filename);
  this.loaded = true;
  noteExports(this);
};

Module.prototype.require = function(id) {
  validateString(id, 'id');
  if (id === '') {
    throw new ERR_INVALID_ARG_VALUE('id', id, 'must be a non-empty string');
  }
  return Module._load(id, this, false);
};

// Some packages put a wrapper of their own around each module.
const WRAPPER = ['(function (exports, require, module, __filename, __dirname) { ', '\n});'];
let wrapper = WRAPPER;
let wrap = (script) => wrapper[0] + script + wrapper[1];
const plainWrap = wrap;
let wrapperIsPatched = false;

Object.defineProperty(Module, 'wrap', {
  configurable: true,
  enumerable: true,
  get: () => wrap,
  set(value) {
    wrapperIsPatched = true;
    wrap = value;
  },
});
Object.defineProperty(Module, 'wrapper', {
  configurable: true,
  enumerable: true,
  get() {
    wrapperIsPatched = true;  // It may be written into.
    if (wrapper === WRAPPER) wrapper = [...WRAPPER];
    return wrapper;
  },
  set(value) {
    wrapperIsPatched = true;
    wrapper = value;
  },
});

function isOtherWrapper() {
  return wrap !== plainWrap || wrapper[0] !== WRAPPER[0] || wrapper[1] !== WRAPPER[1];
}

const OF_ES_MODULES = [
  'Cannot use import statement outside a module',
  "Cannot use 'import.meta' outside a module",
  "Unexpected token 'export'",
];

function compile(content, filename) {
  const text = stripShebang(content);
  try {
    if (wrapperIsPatched && isOtherWrapper()) {
      return native.runScript(Module.wrap(text), filename);
    }
    return native.compile(text, filename);
  } catch (error) {
    if (error instanceof SyntaxError && OF_ES_MODULES.includes(error.message)) {
      emitWarningNow('To load an ES module, set "type": "module" in the package.json or use the ' +
        '.mjs extension.');
    }
    throw error;
  }
}

Module.prototype._compile = function(content, filename) {
  const run = compile(content, filename);
  const { exports } = this;
  return Reflect.apply(run, exports,
    [exports, makeRequire(this, Module), this, filename, path.dirname(filename)]);
};

/** A `require` for a file that may not exist, as ES modules use it. */
Module.createRequire = function(filename) {
  let file = filename;
  if (file instanceof Object && typeof file.href === 'string') file = file.href;
  if (typeof file === 'string' && file.startsWith('file:')) file = native.urlToPath(file);
  else if (typeof file === 'string' && !path.isAbsolute(file)) file = undefined;
  if (typeof file !== 'string') {
    throw new ERR_INVALID_ARG_VALUE('filename', filename,
      'must be a file URL object, file URL string, or absolute path string');
  }
  const module = new Module(file, undefined);
  module.filename = file;
  module.paths = Module._nodeModulePaths(file.endsWith('/') ? file : path.dirname(file));
  return makeRequire(module, Module);
};

// Where Node looks last: folders of the user's, and one beside the program.
function foldersOfPrograms() {
  if (!ownsStandardDescriptors()) return [];
  const folders = [path.resolve(process.execPath, '..', '..', 'lib', 'node')];
  const home = process.env.HOME;
  if (home) folders.unshift(path.resolve(home, '.node_modules'), path.resolve(home, '.node_libraries'));
  return folders;
}

/** Reads again where modules lie beside node_modules: NODE_PATH, and what the host grants. */
Module._initPaths = function() {
  const fromEnvironment = (process.env.NODE_PATH ?? '').split(path.delimiter);
  Module.globalPaths =
    [...fromEnvironment, ...native.roots(), ...foldersOfPrograms()].filter(Boolean);
};

let preloads = false;

/** Loads modules before the main one. */
Module._preloadModules = function(requests) {
  if (!Array.isArray(requests)) return;
  const parent = new Module('internal/preload', null);
  parent.paths = Module._nodeModulePaths(process.cwd());
  preloads = true;
  try {
    for (const request of requests) parent.require(request);
  } finally {
    preloads = false;
  }
};

Object.defineProperty(Module.prototype, 'isPreloading', { get: () => preloads });

/** Makes imports see what was changed in the exports of built-ins. */
Module.syncBuiltinESMExports = function() {
  require('module/esm-loader').syncBuiltins();
};

Object.assign(Module, { SourceMap, findSourceMap });

/** Registers a module whose exports resolve and load what is imported from then on. */
Module.register = function register(specifier, parentURL, options) {
  require('module/esm-hooks').register(specifier, parentURL, options);
};

/** Runs a file as a program's main module. */
Module.runMain = function(main = process.argv[1]) {
  require('internal/program').startMain(main);
};

module.exports = Module;

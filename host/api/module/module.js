'use strict';
// SPDX-License-Identifier: MIT

// module: CommonJS, as Node has it. Looking on disk, reading and compiling are in C++
// (internalBinding('modules')), which also checks permission; what npm packages patch is here.

const native = internalBinding('modules');
const { requireBuiltin, publicIds } = require('internal/builtins');
const path = require('path');
const { codes: { ERR_INVALID_ARG_VALUE, ERR_UNKNOWN_BUILTIN_MODULE } } = require('internal/errors');
const { validateString } = require('internal/validate');

// Node's names that Plinth does not have (yet): requiring one says so, and is not looked for on disk.
const MISSING_BUILTINS = [
  '_http_agent', '_http_client', '_http_common', '_http_incoming', '_http_outgoing', '_http_server',
  '_stream_duplex', '_stream_passthrough', '_stream_readable', '_stream_transform', '_stream_wrap',
  '_stream_writable', '_tls_common', '_tls_wrap', 'assert', 'assert/strict', 'async_hooks', 'buffer',
  'child_process', 'cluster', 'console', 'constants', 'crypto', 'dgram', 'diagnostics_channel',
  'dns', 'dns/promises', 'domain', 'events', 'fs', 'fs/promises', 'http', 'http2', 'https',
  'inspector', 'inspector/promises', 'module', 'net', 'os', 'path', 'path/posix', 'path/win32',
  'perf_hooks', 'process', 'punycode', 'querystring', 'readline', 'readline/promises', 'repl',
  'stream', 'stream/consumers', 'stream/promises', 'stream/web', 'string_decoder', 'sys', 'timers',
  'timers/promises', 'tls', 'trace_events', 'tty', 'url', 'util', 'util/types', 'v8', 'vm', 'wasi',
  'worker_threads', 'zlib',
].filter((id) => !publicIds.includes(id));

function stripScheme(request) {
  return request.startsWith('node:') ? request.slice(5) : request;
}

function isBuiltin(request) {
  return publicIds.includes(stripScheme(request));
}

function Module(id = '', parent) {
  this.id = id;
  this.path = path.dirname(id);
  this.exports = {};
  Object.defineProperty(this, 'parent', { value: parent, writable: true, configurable: true });
  parent?.children?.push(this);
  this.filename = null;
  this.loaded = false;
  this.children = [];
}

Module._cache = Object.create(null);
Module._pathCache = Object.create(null);
Module._extensions = Object.create(null);
Module.globalPaths = [];
Module.builtinModules = publicIds;
Module.isBuiltin = isBuiltin;
Module.Module = Module;
Module._preloadModules = () => {};

const WRAPPER = ['(function (exports, require, module, __filename, __dirname) { ', '\n});'];
Module.wrapper = WRAPPER;
Module.wrap = (script) => WRAPPER[0] + script + WRAPPER[1];

/** The node_modules folders that are searched from a folder, nearest first. */
Module._nodeModulePaths = function (from) {
  from = path.resolve(from);
  const paths = [];
  for (let at = from; ; at = path.dirname(at)) {
    if (path.basename(at) !== 'node_modules') paths.push(path.join(at, 'node_modules'));
    if (at === path.dirname(at)) return paths;
  }
};

function isRelative(request) {
  return /^\.\.?(?:\/|$)/.test(request);
}

/** Where a request is looked for: null for a built-in, else a list of folders. */
Module._resolveLookupPaths = function (request, parent) {
  if (isBuiltin(request)) return null;
  if (!isRelative(request)) {
    const paths = parent?.paths?.length ? [...parent.paths] : [];
    return [...paths, ...Module.globalPaths];
  }
  if (!parent?.id || !parent.filename) return ['.', ...Module._nodeModulePaths('.')];
  return [path.dirname(parent.filename)];
};

/** The file that a request names in one of the folders, or false. */
Module._findPath = function (request, paths, isMain) {
  const absolute = path.isAbsolute(request);
  if (absolute) paths = [''];
  else if (!paths || paths.length === 0) return false;

  const key = `${request}\x00${paths.join('\x00')}`;
  const known = Module._pathCache[key];
  if (known) return known;

  const found = native.find(request, paths, Object.keys(Module._extensions), process.cwd());
  if (found === undefined) return false;
  Module._pathCache[key] = found;
  return found;
};

function requireStack(parent) {
  const stack = [];
  for (let at = parent; at; at = at.parent) {
    const place = at.filename || at.id;
    if (stack.includes(place)) break;
    stack.push(place);
  }
  return stack;
}

function notFound(request, parent) {
  const stack = requireStack(parent);
  let message = `Cannot find module '${request}'`;
  if (MISSING_BUILTINS.includes(stripScheme(request))) {
    message = `Cannot find module '${request}': it is built into Node, but not into this version ` +
      'of Plinth';
  }
  if (stack.length > 0) message += `\nRequire stack:\n- ${stack.join('\n- ')}`;
  const error = new Error(message);
  error.code = 'MODULE_NOT_FOUND';
  error.requireStack = stack;
  return error;
}

function lookupPathsOf(options, request, parent) {
  if (options === null || typeof options !== 'object' || options.paths === undefined) {
    return Module._resolveLookupPaths(request, parent);
  }
  if (!Array.isArray(options.paths)) {
    throw new ERR_INVALID_ARG_VALUE('options.paths', options.paths);
  }
  if (isRelative(request)) return options.paths;
  const paths = [];
  for (const from of options.paths) {
    const fake = new Module('', null);
    fake.paths = Module._nodeModulePaths(from);
    for (const one of Module._resolveLookupPaths(request, fake)) {
      if (!paths.includes(one)) paths.push(one);
    }
  }
  return paths;
}

/** The absolute file name of a request, or the id of a built-in. */
Module._resolveFilename = function (request, parent, isMain, options) {
  if (isBuiltin(request)) return request;
  const filename = Module._findPath(request, lookupPathsOf(options, request, parent), isMain);
  if (filename) return filename;
  throw notFound(request, parent);
};

function loadBuiltin(request) {
  const id = stripScheme(request);
  if (!publicIds.includes(id)) throw new ERR_UNKNOWN_BUILTIN_MODULE(request);
  return requireBuiltin(id);
}

/** Loads what a request names, or returns what the cache has: `require` without its checks. */
Module._load = function (request, parent, isMain) {
  if (request.startsWith('node:')) return loadBuiltin(request);
  const host = native.hostModule(request);
  if (host !== undefined) return host;

  const filename = Module._resolveFilename(request, parent, isMain);
  const cached = Module._cache[filename];
  if (cached !== undefined) {
    if (parent?.children && !parent.children.includes(cached)) parent.children.push(cached);
    return cached.exports;
  }
  if (isBuiltin(filename)) return loadBuiltin(filename);

  const module = new Module(filename, parent);
  if (isMain) {
    process.mainModule = module;
    module.id = '.';
  }
  Module._cache[filename] = module;
  let threw = true;
  try {
    module.load(filename);
    threw = false;
  } finally {
    // Asking for it again runs it again, as if it had never been asked for.
    if (threw) {
      delete Module._cache[filename];
      const siblings = parent?.children;
      const at = Array.isArray(siblings) ? siblings.indexOf(module) : -1;
      if (at >= 0) siblings.splice(at, 1);
    }
  }
  return module.exports;
};

function extensionOf(filename) {
  const name = path.basename(filename);
  for (let dot = name.indexOf('.', 1); dot >= 0; dot = name.indexOf('.', dot + 1)) {
    const extension = name.slice(dot);
    if (Module._extensions[extension]) return extension;
  }
  return '.js';
}

Module.prototype.load = function (filename) {
  this.filename = filename;
  this.paths = Module._nodeModulePaths(path.dirname(filename));
  Module._extensions[extensionOf(filename)](this, filename);
  this.loaded = true;
};

Module.prototype.require = function (id) {
  validateString(id, 'id');
  if (id === '') {
    throw new ERR_INVALID_ARG_VALUE('id', id, 'must be a non-empty string');
  }
  return Module._load(id, this, false);
};

function makeRequire(module) {
  const require = function require(id) {
    return module.require(id);
  };
  require.resolve = function resolve(request, options) {
    validateString(request, 'request');
    return Module._resolveFilename(request, module, false, options);
  };
  require.resolve.paths = function paths(request) {
    validateString(request, 'request');
    return Module._resolveLookupPaths(request, module);
  };
  require.main = process.mainModule;
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  return require;
}

Module.prototype._compile = function (content, filename) {
  const run = native.compile(stripShebang(content), filename);
  const { exports } = this;
  return Reflect.apply(run, exports,
    [exports, makeRequire(this), this, filename, path.dirname(filename)]);
};

function stripShebang(content) {
  // The line stays, so that line numbers do.
  return content.startsWith('#!') ? `//${content}` : content;
}

Module._extensions['.js'] = function (module, filename) {
  module._compile(native.readSource(filename), filename);
};

Module._extensions['.json'] = function (module, filename) {
  const text = native.readSource(filename);
  try {
    module.exports = JSON.parse(text);
  } catch (error) {
    error.message = `${filename}: ${error.message}`;
    throw error;
  }
};

Module._initPaths = () => {};

/** A `require` for a file that may not exist, as ES modules use it. */
Module.createRequire = function (filename) {
  if (filename instanceof Object && typeof filename.href === 'string') filename = filename.href;
  if (typeof filename === 'string' && filename.startsWith('file://')) {
    filename = decodeURIComponent(filename.slice(7));
  } else if (typeof filename !== 'string' || !path.isAbsolute(filename)) {
    throw new ERR_INVALID_ARG_VALUE('filename', filename,
      'must be a file URL object, file URL string, or absolute path string');
  }
  const module = new Module(filename, undefined);
  module.filename = filename;
  module.paths = Module._nodeModulePaths(filename.endsWith('/') ? filename : path.dirname(filename));
  return makeRequire(module);
};

/** Runs a file as a program's main module. */
Module.runMain = function (main = process.argv[1]) {
  return Module._load(main, null, true);
};

module.exports = Module;

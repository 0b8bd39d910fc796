'use strict';
// SPDX-License-Identifier: MIT

// Module's half of finding files: which folders are searched, what packages may patch
// (_resolveFilename, _findPath, ...), and the error when nothing is found. Looking on disk is in C++.

const native = internalBinding('modules');
const path = require('path');
const { codes: { ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { hasOption } = require('internal/options');
const { checked } = require('module/errors');
const { isBuiltin, isMissing } = require('module/names');

/** The node_modules folders that are searched from a folder, nearest first. */
function nodeModulePaths(from) {
  from = path.resolve(from);
  const paths = [];
  for (let at = from; ; at = path.dirname(at)) {
    if (path.basename(at) !== 'node_modules') paths.push(path.join(at, 'node_modules'));
    if (at === path.dirname(at)) return paths;
  }
}

function isRelative(request) {
  return request === '.' || request === '..' || request.startsWith('./') ||
    request.startsWith('../');
}

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
  if (isMissing(request)) {
    message += ': it is built into Node, but not into this version of Plinth';
  }
  if (stack.length > 0) message += `\nRequire stack:\n- ${stack.join('\n- ')}`;
  const error = new Error(message);
  error.code = 'MODULE_NOT_FOUND';
  error.requireStack = stack;
  return error;
}

function warnOfMain([, , packagePath, main]) {
  process.emitWarning(`Invalid 'main' field in '${packagePath}' of '${main}'. ` +
    'Please either fix that or report it to the module author', 'DeprecationWarning', 'DEP0128');
}

/** Adds the resolving half to the class. */
function defineResolution(Module) {
  // What `imports` or a name of the package's own leads to.
  function resolveOwn(request, parent) {
    const filename = parent?.filename ??
      // `--require` may name the package that the program was started in.
      (parent?.id === 'internal/preload' ? path.join(process.cwd(), parent.id) : undefined);
    if (typeof filename !== 'string' || isRelative(request) || path.isAbsolute(request)) return;
    const answer = checked(native.resolveOwn(request, filename));
    if (!Array.isArray(answer)) return answer;
    // One package's `imports` may name another package, or a built-in.
    const [, target, from] = answer;
    return Module._resolveFilename(target, {
      filename: from, id: from, paths: Module._nodeModulePaths(path.dirname(from)),
    });
  }

  function lookupPaths(options, request, parent) {
    if (options === null || typeof options !== 'object' || options.paths === undefined) {
      return Module._resolveLookupPaths(request, parent);
    }
    if (!Array.isArray(options.paths)) {
      throw new ERR_INVALID_ARG_VALUE('options.paths', options.paths);
    }
    if (isRelative(request)) return options.paths;
    const paths = [];
    for (const from of options.paths) {
      const asker = { filename: null, id: '', paths: Module._nodeModulePaths(from) };
      for (const one of Module._resolveLookupPaths(request, asker) ?? []) {
        if (!paths.includes(one)) paths.push(one);
      }
    }
    return paths;
  }

  Module._nodeModulePaths = nodeModulePaths;

  /** Where a request is looked for: null for a built-in, else a list of folders. */
  Module._resolveLookupPaths = function(request, parent) {
    if (isBuiltin(request)) return null;
    if (!isRelative(request)) {
      const paths = parent?.paths?.length ? [...parent.paths] : [];
      return [...paths, ...Module.globalPaths];
    }
    if (!parent?.id || !parent.filename) return ['.'];
    return [path.dirname(parent.filename)];
  };

  /** The file that a request names in one of the folders, or false. */
  Module._findPath = function(request, paths, isMain) {
    if (path.isAbsolute(request)) paths = [''];
    else if (!paths || paths.length === 0) return false;

    const key = `${request}\x00${paths.join('\x00')}`;
    const known = Module._pathCache[key];
    if (known) return known;

    const keepsLinks = hasOption(isMain ? '--preserve-symlinks-main' : '--preserve-symlinks');
    let found = checked(native.resolveFile(request, paths, Object.keys(Module._extensions),
      keepsLinks));
    if (found === undefined) return false;
    if (Array.isArray(found)) {
      warnOfMain(found);
      [, found] = found;
    }
    Module._pathCache[key] = found;
    return found;
  };

  /** The absolute file name of a request, or the id of a built-in. */
  Module._resolveFilename = function(request, parent, isMain, options) {
    if (isBuiltin(request)) return request;
    const paths = lookupPaths(options, request, parent);
    const filename = resolveOwn(request, parent) ?? Module._findPath(request, paths, isMain);
    if (filename) return filename;
    throw notFound(request, parent);
  };

  /** 0 for a file, 1 for a folder, negative for what is not there. */
  Module._stat = (filename) => native.stat(path.toNamespacedPath(filename));
}

module.exports = { defineResolution, nodeModulePaths };

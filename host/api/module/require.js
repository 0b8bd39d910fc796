'use strict';
// SPDX-License-Identifier: MIT

// The function `require` that a module gets.

const { validateString } = require('internal/validate');

/** `require` of a module. The class is given, as packages may put another in its place. */
function makeRequire(module, Module) {
  const require = function require(path) {
    return module.require(path);
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

module.exports = { makeRequire };

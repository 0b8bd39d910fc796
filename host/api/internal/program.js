'use strict';
// SPDX-License-Identifier: MIT

// What `plinth run` starts: a file as main module, or code given on the command line.

const native = internalBinding('modules');
const path = require('path');
const Module = require('module');

function runMain(filename) {
  Module.runMain(filename);
}

// Code without a file: a script in the global scope that finds require() and module there.
function makeEvalModule(name) {
  const module = new Module(name);
  module.filename = path.join(process.cwd(), name);
  module.paths = Module._nodeModulePaths(process.cwd());
  return module;
}

function defineModuleGlobals(module) {
  const values = {
    require: Module.createRequire(module.filename),
    module,
    exports: module.exports,
    __filename: module.id,
    __dirname: '.',
  };
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(globalThis, name, {
      configurable: true, enumerable: false, writable: true, value,
    });
  }
}

function runCode(code, print) {
  defineModuleGlobals(makeEvalModule('[eval]'));
  const result = native.runScript(code, '[eval]');
  if (print) console.log(result);
}

module.exports = { runMain, runCode, defineModuleGlobals, makeEvalModule };

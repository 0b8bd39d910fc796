'use strict';
// SPDX-License-Identifier: MIT

// What `plinth run` starts: a file as main module, or code given on the command line.

const native = internalBinding('modules');
const esm = internalBinding('esm');
const { triggerUncaughtException } = internalBinding('process');
const { isWorker } = internalBinding('worker_threads');
const path = require('path');
const Module = require('module');
const { isLoaded } = require('internal/builtins');
const { emitWarningNow } = require('internal/warnings');
const { codes } = require('module/errors');
const { hasOption, optionValue, optionValues } = require('internal/options');

const UNSETTLED = 13;  // Node's exit code for a top-level await that nothing will ever end.
const BAD_USAGE = 9;
const PENDING = 0;

// True when import, and not require(), is to load the main file.
function isEsModule(filename) {
  const extension = filename.slice(filename.lastIndexOf('.'));
  if (extension === '.mjs' || extension === '.mts') return true;
  if (extension === '.cjs' || extension === '.cts' || extension === '.json') return false;
  if (filename.endsWith('.ts')) {
    return require('module/esm-formats').formatOfFile(filename) === 'module';
  }
  return native.packageScope(filename)?.[1] === 'module';
}

let watched;  // The main module's evaluation.

// An error of the main module is one that nobody caught.
function watch(evaluation) {
  watched = evaluation;
  evaluation.then(undefined, (error) => triggerUncaughtException(error, true));
}

/** The exit code of a program that has nothing left to do, if it does not say one. */
function exitCodeAtEnd() {
  if (watched === undefined || esm.promiseState(watched)[0] !== PENDING) return 0;
  if (!hasOption('--no-warnings')) {
    process.stderr.write('Warning: Detected unsettled top-level await\n');
  }
  return UNSETTLED;
}

function checkSyntax(filename) {
  const { readJavaScript, stripShebang } = require('module/source');
  const text = stripShebang(readJavaScript(filename));
  const isModule = isEsModule(filename);
  checkCode(text, isModule ? native.pathToUrl(filename) : filename, isModule);
}

function checkCode(code, name, isModule) {
  if (isModule) esm.compile(code, name);
  else native.compile(code, name);
}

function startMain(main) {
  const filename = Module._findPath(path.resolve(main), null, true);
  if (filename && hasOption('--check')) return checkSyntax(filename);
  const hasHooks = isLoaded('module/esm-hooks');  // Then nothing can be loaded at once.
  if (!hasHooks && (!filename || !isEsModule(filename))) return Module._load(path.resolve(main), null, true);
  const { pathToUrl, resolve } = require('module/esm-resolve');
  const url = pathToUrl(filename || path.resolve(main));
  return watch(require('module/esm-loader').runMain(filename ? url : resolve(url, url)).evaluation);
}

async function registerLoaders(loaders, base) {
  emitWarningNow('`--experimental-loader` may be removed in the future; instead use `register()`',
    'ExperimentalWarning');
  const hooks = require('module/esm-hooks');
  for (const specifier of loaders) hooks.register(specifier, base);
  await hooks.ready();
}

// `--require` and `--import`, then what was asked for.
function afterPreload(start) {
  Module._initPaths();
  Module._preloadModules(optionValues('--require'));
  const imports = optionValues('--import');
  const loaders = optionValues('--experimental-loader');
  if (imports.length === 0 && loaders.length === 0) return start();
  const { importFrom } = require('module/esm-loader');
  const { baseOf } = require('module/esm-resolve');
  const all = async () => {
    if (loaders.length > 0) await registerLoaders(loaders, baseOf('[import]'));
    for (const specifier of imports) await importFrom(specifier, baseOf('[import]'));
    start();
  };
  return watch(all());
}

function refusePrompt() {
  process.stderr.write('Cannot specify --input-type for REPL\n');
  process.exit(BAD_USAGE);
}

function runMain(main = process.argv[1]) {
  if (isWorker()) return afterPreload(() => Module.runMain(main));
  if (hasOption('--test')) {
    return afterPreload(() => require('test/main').runTests(process.argv.slice(1)));
  }
  if (main === undefined && hasOption('--interactive')) {
    if (optionValue('--input-type') !== undefined) return refusePrompt();
    return afterPreload(() => require('repl/main').runPrompt());
  }
  if (optionValue('--input-type') !== undefined) throw new codes.ERR_INPUT_TYPE_NOT_ALLOWED();
  afterPreload(() => Module.runMain(main));  // A preloaded module may have put another there.
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

// Code of the command line finds the built-ins by their names, as in Node.
function defineBuiltinGlobals() {
  for (const id of Module.builtinModules) {
    if (id.includes('/') || id.startsWith('_')) continue;
    // The module crypto is more than the global of that name.
    if (id !== 'crypto' && Object.hasOwn(globalThis, id)) continue;
    const define = (value) => Object.defineProperty(globalThis, id, {
      configurable: true, enumerable: false, writable: true, value,
    });
    Object.defineProperty(globalThis, id, {
      configurable: true,
      enumerable: false,
      get() {
        const exports = Module._load(id);
        define(exports);
        return exports;
      },
      set: define,
    });
  }
}

/** Code of a Worker: as a script in the global scope, or as a module. */
function runWorkerCode(code, isModule) {
  afterPreload(() => {
    if (isModule) {
      const url = native.pathToUrl(path.join(process.cwd(), '[worker eval]'));
      watch(require('module/esm-loader').runText(code, url));
      return;
    }
    defineModuleGlobals(makeEvalModule('[worker eval]'));
    defineBuiltinGlobals();
    native.runScript(code, '[worker eval]');
  });
}

function runCode(code, name, print) {
  const type = optionValue('--input-type') ?? optionValue('--experimental-default-type');
  if (type !== undefined && type !== 'module' && type !== 'commonjs') {
    throw new codes.ERR_INVALID_ARG_VALUE('--input-type', type, 'must be "module" or "commonjs"');
  }
  if (hasOption('--check')) return checkCode(code, name, type === 'module');
  const isOnCommandLine = name === '[eval]';
  afterPreload(() => {
    if (isOnCommandLine) defineBuiltinGlobals();
    if (type === 'module') {
      const url = native.pathToUrl(path.join(process.cwd(), isOnCommandLine ? '[eval1]' : name));
      watch(require('module/esm-loader').runText(code, url));
      return;
    }
    defineModuleGlobals(makeEvalModule(name));
    const result = native.runScript(code, name);
    if (print) console.log(result);
    if (hasOption('--interactive')) require('repl/main').runPrompt();
  });
}

module.exports = {
  defineModuleGlobals, exitCodeAtEnd, isEsModule, makeEvalModule, runCode, runMain, runWorkerCode,
  startMain,
};

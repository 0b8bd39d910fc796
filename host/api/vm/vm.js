'use strict';
// SPDX-License-Identifier: MIT

// vm, JavaScript half: arguments and their checks. Compiling, running and contexts are in C++
// (internalBinding('vm'), host/modules/vm_*.cc). Contexts belong to the plugin: they are no sandbox.

const native = internalBinding('vm');
const { enqueue, makeRegistry } = require('internal/finalization');
const { hasOption } = require('internal/options');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const {
  validateArray, validateBoolean, validateBuffer, validateInt32, validateObject, validateOneOf,
  validateString, validateStringArray, validateUint32,
} = require('internal/validate');
const {
  USE_MAIN_CONTEXT_DEFAULT_LOADER, keep, reserve, validateImporter,
} = require('vm/callbacks');

const kScript = Symbol('script');

function toBuffer(bytes) {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function checkCachedData(cachedData, name) {
  if (cachedData !== undefined && !ArrayBuffer.isView(cachedData)) {
    throw new ERR_INVALID_ARG_TYPE(name, ['Buffer', 'TypedArray', 'DataView'], cachedData);
  }
}

class Script {
  constructor(code, options = {}) {
    code = `${code}`;
    if (typeof options === 'string') options = { filename: options };
    else validateObject(options, 'options');
    const {
      filename = 'evalmachine.<anonymous>',
      lineOffset = 0,
      columnOffset = 0,
      cachedData,
      produceCachedData = false,
      importModuleDynamically,
    } = options;
    validateString(filename, 'options.filename');
    validateInt32(lineOffset, 'options.lineOffset');
    validateInt32(columnOffset, 'options.columnOffset');
    checkCachedData(cachedData, 'options.cachedData');
    validateBoolean(produceCachedData, 'options.produceCachedData');
    validateImporter(importModuleDynamically);

    const [referrer, id] = reserve(importModuleDynamically);
    const [script, rejected, sourceMapURL] = native.compile(code, filename, lineOffset, columnOffset,
      cachedData, referrer, id);
    Object.defineProperty(this, kScript, { value: script });
    keep(id, this, importModuleDynamically);
    if (cachedData !== undefined) this.cachedDataRejected = rejected;
    this.sourceMapURL = sourceMapURL;
    if (produceCachedData) {
      const bytes = native.createCachedData(script);
      this.cachedDataProduced = bytes !== undefined;
      if (bytes !== undefined) this.cachedData = toBuffer(bytes);
    }
  }

  runInThisContext(options) {
    const { timeout, displayErrors, breakOnSigint } = runOptions(options);
    return native.run(this[kScript], undefined, timeout, displayErrors, breakOnSigint);
  }

  runInContext(contextifiedObject, options) {
    validateContext(contextifiedObject);
    const { timeout, displayErrors, breakOnSigint } = runOptions(options);
    return native.run(this[kScript], contextifiedObject, timeout, displayErrors, breakOnSigint);
  }

  runInNewContext(contextObject, options) {
    return this.runInContext(createContext(contextObject, contextOptions(options)), options);
  }

  createCachedData() {
    return toBuffer(native.createCachedData(this[kScript]));
  }
}

function validateContext(object) {
  if (!isContext(object)) {
    throw new ERR_INVALID_ARG_TYPE('contextifiedObject', 'vm.Context', object);
  }
}

function runOptions(options = {}) {
  validateObject(options, 'options');
  const { breakOnSigint = false, displayErrors = true } = options;
  let { timeout } = options;
  if (timeout === undefined) timeout = -1;
  else validateUint32(timeout, 'options.timeout', true);
  validateBoolean(displayErrors, 'options.displayErrors');
  validateBoolean(breakOnSigint, 'options.breakOnSigint');
  return { timeout: Math.min(timeout, 0x7fffffff), displayErrors, breakOnSigint };
}

function contextOptions(options) {
  if (!options) return {};
  const { contextName, contextOrigin, contextCodeGeneration, microtaskMode } = options;
  if (contextName !== undefined) validateString(contextName, 'options.contextName');
  if (contextOrigin !== undefined) validateString(contextOrigin, 'options.contextOrigin');
  if (contextCodeGeneration !== undefined) {
    validateObject(contextCodeGeneration, 'options.contextCodeGeneration');
    const { strings, wasm } = contextCodeGeneration;
    if (strings !== undefined) validateBoolean(strings, 'options.contextCodeGeneration.strings');
    if (wasm !== undefined) validateBoolean(wasm, 'options.contextCodeGeneration.wasm');
  }
  return {
    name: contextName,
    origin: contextOrigin,
    codeGeneration: contextCodeGeneration,
    microtaskMode,
  };
}

function isContext(object) {
  if (object === null || (typeof object !== 'object' && typeof object !== 'function')) {
    throw new ERR_INVALID_ARG_TYPE('object', 'Object', object);
  }
  return native.isContext(object);
}

let contexts = 0;

/** Makes the object the global object of a new context, or a new object. */
function createContext(contextObject = {}, options = {}) {
  if (isContext(contextObject)) return contextObject;
  validateObject(options, 'options');
  const { name = `VM Context ${++contexts}`, origin, codeGeneration, microtaskMode } = options;
  validateString(name, 'options.name');
  if (origin !== undefined) validateString(origin, 'options.origin');
  if (codeGeneration !== undefined) validateObject(codeGeneration, 'options.codeGeneration');
  const { strings = true, wasm = true } = codeGeneration ?? {};
  validateBoolean(strings, 'options.codeGeneration.strings');
  validateBoolean(wasm, 'options.codeGeneration.wasm');
  validateOneOf(microtaskMode, 'options.microtaskMode', ['afterEvaluate', undefined]);
  native.makeContext(contextObject, strings, wasm, microtaskMode === 'afterEvaluate',
    makeRegistry, enqueue);
  return contextObject;
}

function createScript(code, options) {
  return new Script(code, options);
}

function scriptOptions(options) {
  return typeof options === 'string' ? { filename: options } : options;
}

function runInContext(code, contextifiedObject, options) {
  validateContext(contextifiedObject);
  options = scriptOptions(options);
  return createScript(code, options).runInContext(contextifiedObject, options);
}

function runInNewContext(code, contextObject, options) {
  options = scriptOptions(options);
  const context = createContext(contextObject, contextOptions(options));
  return createScript(code, options).runInContext(context, options);
}

function runInThisContext(code, options) {
  options = scriptOptions(options);
  return createScript(code, options).runInThisContext(options);
}

// V8 10.2 crashes on other names.
function checkParameterNames(params) {
  for (const name of params) {
    if (!/^[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*$/u.test(name)) {
      throw new SyntaxError(`Invalid name of a parameter: '${name}'`);
    }
  }
}

/** A function with these parameters and this body, in a context if one is named. */
function compileFunction(code, params, options = {}) {
  validateString(code, 'code');
  if (params !== undefined) {
    validateStringArray(params, 'params');
    checkParameterNames(params);
  }
  const {
    filename = '',
    columnOffset = 0,
    lineOffset = 0,
    cachedData,
    produceCachedData = false,
    parsingContext,
    contextExtensions = [],
    importModuleDynamically,
  } = options;
  validateString(filename, 'options.filename');
  validateInt32(columnOffset, 'options.columnOffset');
  validateInt32(lineOffset, 'options.lineOffset');
  if (cachedData !== undefined) validateBuffer(cachedData, 'options.cachedData');
  validateBoolean(produceCachedData, 'options.produceCachedData');
  if (parsingContext !== undefined) {
    const isVmContext = parsingContext !== null && typeof parsingContext === 'object' &&
      isContext(parsingContext);
    if (!isVmContext) {
      throw new ERR_INVALID_ARG_TYPE('options.parsingContext', 'Context', parsingContext);
    }
  }
  validateArray(contextExtensions, 'options.contextExtensions');
  contextExtensions.forEach((extension, i) => {
    validateObject(extension, `options.contextExtensions[${i}]`, { nullable: true });
  });
  validateImporter(importModuleDynamically);

  const [referrer, id] = reserve(importModuleDynamically);
  const [result, rejected, sourceMapURL, bytes] = native.compileFunction(code, filename, lineOffset,
    columnOffset, cachedData, referrer, id, parsingContext, contextExtensions, params ?? [],
    produceCachedData);
  keep(id, result, importModuleDynamically);
  if (cachedData !== undefined) result.cachedDataRejected = rejected;
  if (sourceMapURL !== undefined) result.sourceMapURL = sourceMapURL;
  if (produceCachedData) {
    result.cachedDataProduced = bytes !== undefined;
    if (bytes !== undefined) result.cachedData = toBuffer(bytes);
  }
  return result;
}

let warned = false;

/** How much memory V8's contexts use; see Node's documentation for the shape. */
function measureMemory(options = {}) {
  if (!warned) {
    warned = true;
    process.emitWarning('vm.measureMemory is an experimental feature and might change at any time',
      'ExperimentalWarning');
  }
  validateObject(options, 'options');
  const { mode = 'summary', execution = 'default' } = options;
  validateOneOf(mode, 'options.mode', ['summary', 'detailed']);
  validateOneOf(execution, 'options.execution', ['default', 'eager']);
  return native.measureMemory(mode === 'detailed', execution === 'eager');
}

const constants = Object.freeze({ __proto__: null, USE_MAIN_CONTEXT_DEFAULT_LOADER });

module.exports = {
  Script,
  compileFunction,
  constants,
  createContext,
  createScript,
  isContext,
  measureMemory,
  runInContext,
  runInNewContext,
  runInThisContext,
};

// Made when they are first asked for: most plugins never do.
for (const name of ['Module', 'SourceTextModule', 'SyntheticModule']) {
  Object.defineProperty(module.exports, name, {
    configurable: true,
    enumerable: false,
    get: () => (hasOption('--experimental-vm-modules') ? require('vm/module')[name] : undefined),
  });
}

'use strict';
// SPDX-License-Identifier: MIT

// vm.SourceTextModule and vm.SyntheticModule: ES modules whose linking is the plugin's business.

const native = internalBinding('esm');
const { codes, define } = require('internal/errors');
const { inspect } = require('internal/inspect');
const {
  validateArray, validateBoolean, validateFunction, validateInt32, validateObject, validateString,
  validateUint32,
} = require('internal/validate');
const { keep, reserve, validateImporter } = require('vm/callbacks');

define('ERR_VM_MODULE_ALREADY_LINKED', 'Error', 'Module has already been linked');
define('ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA', 'Error',
  'Cached data cannot be created for a module which has been evaluated');
define('ERR_VM_MODULE_DIFFERENT_CONTEXT', 'Error',
  'Linked modules must use the same context');
define('ERR_VM_MODULE_LINK_FAILURE', 'Error', (message) => message);
define('ERR_VM_MODULE_NOT_MODULE', 'Error', 'Provided module is not an instance of Module');
define('ERR_VM_MODULE_STATUS', 'Error', (reason) => `Module status ${reason}`);

// V8's numbers.
const STATUS = ['unlinked', 'linking', 'linked', 'evaluating', 'evaluated', 'errored'];
const INSTANTIATED = 2;
const EVALUATED = 4;
const ERRORED = 5;

let count = 0;

class Module {
  #handle;
  #identifier;
  #context;
  #links;  // undefined, a promise, or true.
  #evaluation;

  constructor(make, options) {
    if (new.target === Module) throw new TypeError('Module is not a constructor');
    const { context, identifier } = options;
    if (context !== undefined) {
      validateObject(context, 'context');
      if (!require('vm').isContext(context)) {
        throw new codes.ERR_INVALID_ARG_TYPE('options.context', 'vm.Context', context);
      }
    }
    if (identifier !== undefined) validateString(identifier, 'options.identifier');
    this.#identifier = identifier ?? `vm:module(${count++})`;
    this.#context = context;
    this.#handle = make(this.#identifier, context);
  }

  static handleOf(module) {
    return module.#handle;
  }

  static isModule(value) {
    return value !== null && typeof value === 'object' && #handle in value;
  }

  get identifier() {
    return this.#identifier;
  }

  get context() {
    return this.#context;
  }

  get status() {
    if (this.#links !== undefined && this.#links !== true &&
        native.status(this.#handle) < INSTANTIATED) return 'linking';
    return STATUS[native.status(this.#handle)];
  }

  get namespace() {
    if (native.status(this.#handle) < INSTANTIATED) {
      throw new codes.ERR_VM_MODULE_STATUS('must not be unlinked or linking');
    }
    return native.namespace(this.#handle);
  }

  get error() {
    if (native.status(this.#handle) !== ERRORED) {
      throw new codes.ERR_VM_MODULE_STATUS('must be errored');
    }
    return native.error(this.#handle);
  }

  async link(linker) {
    validateFunction(linker, 'linker');
    if (this.#links !== undefined) throw new codes.ERR_VM_MODULE_ALREADY_LINKED();
    if (native.status(this.#handle) !== 0) {
      throw new codes.ERR_VM_MODULE_STATUS('must be unlinked');
    }
    await this.#linkAll(linker);
    native.instantiate(this.#handle);
  }

  #linkAll(linker) {
    if (this.#links !== undefined) return this.#links;
    const work = this.#linkEach(linker);
    this.#links = work;
    return work.then(() => { this.#links = true; });
  }

  async #linkEach(linker) {
    const flat = native.requests(this.#handle);
    const linked = [];
    for (let i = 0; i < flat.length; i += 4) {
      const attributes = { __proto__: null };
      for (let j = 0; j < flat[i + 1].length; j += 2) attributes[flat[i + 1][j]] = flat[i + 1][j + 1];
      linked.push(this.#linkOne(linker, flat[i], attributes));
    }
    native.link(this.#handle, (await Promise.all(linked)).map((module) => module.#handle));
  }

  async #linkOne(linker, specifier, attributes) {
    const module = await linker(specifier, this, { attributes, assert: attributes });
    if (!Module.isModule(module)) throw new codes.ERR_VM_MODULE_NOT_MODULE();
    if (module.#context !== this.#context) throw new codes.ERR_VM_MODULE_DIFFERENT_CONTEXT();
    if (module.status === 'errored') {
      throw new codes.ERR_VM_MODULE_LINK_FAILURE(
        `request for '${specifier}' resolved to an errored module`);
    }
    // What links in a circle must not wait for itself.
    if (module.#links === undefined) await module.#linkAll(linker);
    return module;
  }

  async evaluate(options = {}) {
    validateObject(options, 'options');
    const { timeout, breakOnSigint = false } = options;
    if (timeout !== undefined) validateUint32(timeout, 'options.timeout', true);
    validateBoolean(breakOnSigint, 'options.breakOnSigint');
    const status = native.status(this.#handle);
    if (status !== INSTANTIATED && status !== EVALUATED && status !== ERRORED) {
      throw new codes.ERR_VM_MODULE_STATUS('must be one of linked, evaluated, or errored');
    }
    this.#evaluation ??= native.evaluate(this.#handle, timeout ?? -1, breakOnSigint);
    await this.#evaluation;
  }

  [Symbol.for('nodejs.util.inspect.custom')](depth, options) {
    if (typeof depth === 'number' && depth < 0) return this;
    const shown = { status: this.status, identifier: this.identifier, context: this.context };
    return `${this.constructor?.name ?? 'Module'} ${inspect(shown, { ...options, depth: 1 })}`;
  }
}

class SourceTextModule extends Module {
  constructor(sourceText, options = {}) {
    validateString(sourceText, 'sourceText');
    validateObject(options, 'options');
    const {
      lineOffset = 0, columnOffset = 0, initializeImportMeta, importModuleDynamically, cachedData,
    } = options;
    validateInt32(lineOffset, 'options.lineOffset');
    validateInt32(columnOffset, 'options.columnOffset');
    if (initializeImportMeta !== undefined) {
      validateFunction(initializeImportMeta, 'options.initializeImportMeta');
    }
    validateImporter(importModuleDynamically);
    if (cachedData !== undefined && !ArrayBuffer.isView(cachedData)) {
      throw new codes.ERR_INVALID_ARG_TYPE('options.cachedData',
        ['Buffer', 'TypedArray', 'DataView'], cachedData);
    }
    const [referrer, id] = reserve(importModuleDynamically);
    super((identifier, context) => native.compileForVm(sourceText, identifier, lineOffset, columnOffset,
      cachedData, referrer, id, context), options);
    keep(id, this, importModuleDynamically);
    if (initializeImportMeta !== undefined) {
      Module.handleOf(this).initializeMeta = (meta) => initializeImportMeta(meta, this);
    }
  }

  get dependencySpecifiers() {
    const flat = native.requests(Module.handleOf(this));
    return flat.filter((item, i) => i % 4 === 0);
  }

  createCachedData() {
    if (native.status(Module.handleOf(this)) >= EVALUATED) {
      throw new codes.ERR_VM_MODULE_CANNOT_CREATE_CACHED_DATA();
    }
    const bytes = native.createCachedData(Module.handleOf(this));
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}

class SyntheticModule extends Module {
  constructor(exportNames, evaluateCallback, options = {}) {
    validateArray(exportNames, 'exportNames');
    for (const name of exportNames) {
      if (typeof name !== 'string') {
        throw new codes.ERR_INVALID_ARG_TYPE('exportNames', 'Array of unique strings', exportNames);
      }
    }
    if (new Set(exportNames).size !== exportNames.length) {
      throw new codes.ERR_INVALID_ARG_VALUE(`exportNames.${exportNames.at(-1)}`, exportNames.at(-1),
        'is duplicated');
    }
    validateFunction(evaluateCallback, 'evaluateCallback');
    validateObject(options, 'options');
    super((identifier, context) => native.synthetic(identifier, exportNames, context), options);
    Module.handleOf(this).evaluate = () => Reflect.apply(evaluateCallback, this, []);
  }

  setExport(name, value) {
    validateString(name, 'name');
    if (native.status(Module.handleOf(this)) < INSTANTIATED) {
      throw new codes.ERR_VM_MODULE_STATUS('must be linked');
    }
    native.setExport(Module.handleOf(this), name, value);
  }
}

/** The namespace of a module of these classes once it is evaluated; undefined for other values. */
async function namespaceOf(value) {
  if (!Module.isModule(value)) return undefined;
  if (value.status === 'errored') throw value.error;
  if (value.status !== 'evaluated') await value.evaluate();
  return value.namespace;
}

module.exports = { Module, SourceTextModule, SyntheticModule, namespaceOf };

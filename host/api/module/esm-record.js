'use strict';
// SPDX-License-Identifier: MIT

// One module as import sees it: its URL and format, and the V8 module that is made for it: compiled
// from text, or synthetic with the exports of something that is no ES module.

const native = internalBinding('esm');
const path = require('path');
const { requireBuiltin } = require('internal/builtins');
const { exportsAtEnd } = require('module/cycles');
const { hostModule } = require('module/host');
const { exportNames, namesInText } = require('module/esm-commonjs');
const { hasSource, validateAttributes } = require('module/esm-formats');
const { HOST_SCHEME, resolve, urlToPath } = require('module/esm-resolve');
const { stripShebang } = require('module/source');

// Reading one may throw, or warn; such an export is there, and undefined.
function valueOf(object, name) {
  try {
    return object[name];
  } catch {
    return undefined;
  }
}

function keysOf(exports) {
  const isObject = exports !== null && (typeof exports === 'object' || typeof exports === 'function');
  return isObject ? Object.keys(exports).filter((name) => name !== 'default') : [];
}

class ModuleRecord {
  url;
  format;
  isMain = false;
  handle;  // Of V8's module; undefined until its source is there.
  links;  // Records of what it imports, in the order of its requests.
  failure;  // { error }: it can't be made, or what it imports can't be found.
  evaluation;  // A promise, once it was started.
  exports;  // Of what is no ES module, once it is made; may be given before.
  ready = false;  // It and all that it imports, whatever the depth, is made.

  constructor(url, format) {
    this.url = url;
    this.format = format;
  }

  get needsSource() {
    return hasSource(this.format);
  }

  /** Makes V8's module; a failure is kept, and thrown each time. */
  make(source) {
    if (this.handle !== undefined) return;
    if (this.failure !== undefined) throw this.failure.error;
    try {
      this.handle = this[this.format](source);
      this.requests = this.#readRequests();
    } catch (error) {
      this.failure = { error };
      throw error;
    }
  }

  #readRequests() {
    const flat = native.requests(this.handle);
    const requests = [];
    for (let i = 0; i < flat.length; i += 4) {
      const attributes = {};
      const pairs = flat[i + 1];
      for (let j = 0; j < pairs.length; j += 2) attributes[pairs[j]] = pairs[j + 1];
      requests.push({ specifier: flat[i], attributes, line: flat[i + 2], column: flat[i + 3] });
    }
    return requests;
  }

  module(source) {
    const handle = native.compile(stripShebang(source), this.url);
    handle.initializeMeta = (meta) => this.#fillMeta(meta);
    return handle;
  }

  #fillMeta(meta) {
    const { url } = this;
    const filename = urlToPath(url);
    if (filename !== undefined) {
      meta.dirname = path.dirname(filename);
      meta.filename = filename;
    }
    meta.resolve = (specifier) => {
      try {
        return resolve(`${specifier}`, url);
      } catch (error) {
        const { code } = error;
        const hasUrl = code === 'ERR_MODULE_NOT_FOUND' || code === 'ERR_UNSUPPORTED_DIR_IMPORT';
        if (hasUrl && error.url) return error.url;
        throw error;
      }
    };
    meta.url = url;
  }

  #synthetic(names, evaluate) {
    const handle = native.synthetic(this.url, ['default', ...names]);
    handle.evaluate = () => evaluate(handle);
    return handle;
  }

  // Exports that stay what they were when it ran, but for syncBuiltins().
  #constant(exports) {
    const names = keysOf(exports);
    this.exports = exports;
    this.names = names;
    return this.#synthetic(names, () => this.copyExports());
  }

  copyExports() {
    native.setExport(this.handle, 'default', this.exports);
    for (const name of this.names) {
      native.setExport(this.handle, name, valueOf(this.exports, name));
    }
  }

  builtin() {
    return this.#constant(this.exports ?? requireBuiltin(this.url.slice('node:'.length)));
  }

  host() {
    return this.#constant(hostModule(this.url.slice(HOST_SCHEME.length)));
  }

  json(source) {
    const Module = require('module');
    // A URL with a query is another module, which require() can't name.
    const filename = /[?#]/.test(this.url) ? undefined : urlToPath(this.url);
    const cached = filename === undefined ? undefined : Module._cache[filename];
    const value = cached?.loaded ? cached.exports : this.#parseJson(source, filename);
    if (filename !== undefined && cached === undefined) {
      const module = new Module(filename);
      Object.assign(module, { filename, exports: value, loaded: true });
      Module._cache[filename] = module;
    }
    return this.#synthetic([], (handle) => native.setExport(handle, 'default', value));
  }

  wasm(source) {
    const { instanceText } = require('module/esm-wasm');
    const module = new WebAssembly.Module(source);
    const handle = native.compile(instanceText(module), this.url);
    handle.initializeMeta = (meta) => {
      meta.exportsWith = (imports) => new WebAssembly.Instance(module, imports).exports;
    };
    return handle;
  }

  #parseJson(source, filename) {
    try {
      return JSON.parse(source);
    } catch (error) {
      error.message = `${filename ?? this.url}: ${error.message}`;
      throw error;
    }
  }

  // `source`: what hooks put in place of the file's own.
  commonjs(source) {
    const Module = require('module');
    const filename = urlToPath(this.url) ?? this.url;
    const isOther = typeof source === 'string';
    const found = isOther ? namesInText(source) : exportNames(filename);
    const names = [...found].filter((name) => name !== 'default');
    return this.#synthetic(names, (handle) => {
      const cached = Module._cache[filename];
      const exports = isOther ? this.#runCommonJs(Module, source, filename) :
        cached?.loaded ? exportsAtEnd(cached) : Module._load(filename, undefined, this.isMain);
      native.setExport(handle, 'default', exports);
      if (exports === null || (typeof exports !== 'object' && typeof exports !== 'function')) return;
      for (const name of names) {
        if (Object.hasOwn(exports, name)) native.setExport(handle, name, valueOf(exports, name));
      }
    });
  }

  #runCommonJs(Module, source, filename) {
    const cached = Module._cache[filename];
    if (cached?.loaded) return cached.exports;
    const module = new Module(filename, undefined);
    module.filename = filename;
    module.paths = Module._nodeModulePaths(path.dirname(filename));
    Module._cache[filename] = module;
    try {
      module._compile(source, filename);
      module.loaded = true;
    } finally {
      if (!module.loaded) delete Module._cache[filename];
    }
    return module.exports;
  }

  /** Throws when an import with these attributes may not have it. */
  accept(attributes) {
    validateAttributes(this.url, this.format, attributes);
  }
}

module.exports = { ModuleRecord };

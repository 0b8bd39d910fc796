'use strict';
// SPDX-License-Identifier: MIT

// Which URL does an import name? Built-ins and the host's modules are known here, files in C++.

const native = internalBinding('modules');
const path = require('path');
const { codes, checked } = require('module/errors');
const { hostModule } = require('module/host');
const { isBuiltin } = require('module/names');

const OF_FILE_URLS = /^ERR_INVALID_FILE_URL_(?:HOST|PATH)$/;
const HOST_SCHEME = 'plinth-host:';

/** The URL of a file. */
const pathToUrl = (filename) => native.pathToUrl(filename);

/** The path of a file: URL; undefined for other URLs. */
const urlToPath = (url) => native.urlToPath(url);

/** The URL that stands for who asks: a URL already, a path, or a name such as "[eval]". */
function baseOf(name) {
  const text = String(name);
  if (/^[a-z][a-z\d+.-]*:/i.test(text)) return text;
  return pathToUrl(path.resolve(text));
}

let warnedOf;  // URLs that were guessed.

function warnOfGuess([, url, folder, main, base]) {
  warnedOf ??= new Set();
  if (warnedOf.has(url)) return url;
  warnedOf.add(url);
  const file = urlToPath(url);
  // Only of what an import alone loads, and where the name is not the whole one.
  const { formatOfFile } = require('module/esm-formats');
  if (formatOfFile(file) !== 'module') return url;
  if (main !== '' && path.resolve(folder, main) === file) return url;
  const rest = file.startsWith(folder) ? file.slice(folder.length) : path.relative(folder, file);
  const text = main === '' ?
    `No "main" or "exports" field defined in the package.json for ${folder} resolving the main ` +
    `entry point "${rest}", imported from ${base}.\nDefault "index" lookups for the main are ` +
    'deprecated for ES modules.' :
    `Package ${folder} has a "main" field set to "${main}", excluding the full filename and ` +
    `extension to the resolved file at "${rest}", imported from ${base}.\n Automatic extension ` +
    'resolution of the "main" field is deprecated for ES modules.';
  process.emitWarning(text, 'DeprecationWarning', 'DEP0151');
  return url;
}

function resolveFile(specifier, base) {
  let answer = checked(native.resolveImport(specifier, base));
  if (Array.isArray(answer) && answer[0] === 'guessed') answer = warnOfGuess(answer);
  // One package's `imports` may name another package, or a built-in.
  return Array.isArray(answer) ? resolve(answer[1], answer[2]) : answer;
}

// What require() would have found, for a hint.
function commonJsVariant(specifier, base) {
  const parent = urlToPath(base);
  if (parent === undefined) return undefined;
  const Module = require('module');
  const file = specifier.startsWith('file:') ? urlToPath(specifier) : undefined;
  try {
    const found = Module.createRequire(parent).resolve(file ?? specifier);
    if (file !== undefined) return found;
    if (!/^\.{0,2}\//.test(specifier)) {
      const at = found.lastIndexOf(`/node_modules/${specifier}`);
      return at < 0 ? undefined : found.slice(at + '/node_modules/'.length);
    }
    const relative = path.relative(path.dirname(parent), found);
    return relative.startsWith('.') ? relative : `./${relative}`;
  } catch {
    return undefined;
  }
}

function withHint(error, specifier, base) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND' && error.code !== 'ERR_UNSUPPORTED_DIR_IMPORT') return;
  const variant = commonJsVariant(specifier, base);
  if (variant === undefined) return;
  const hint = `\nDid you mean to import "${variant}"?`;
  const { message, stack } = error;
  error.message += hint;
  Object.defineProperty(error, 'stack', {
    configurable: true,
    enumerable: false,
    writable: true,
    value: typeof stack === 'string' ? stack.replace(message, message + hint) : stack,
  });
}

/** The URL of a specifier, as the module at the URL `base` sees it. */
function resolve(specifier, base) {
  if (isBuiltin(specifier)) {
    return specifier.startsWith('node:') ? specifier : `node:${specifier}`;
  }
  if (specifier.startsWith(HOST_SCHEME) || hostModule(specifier) !== undefined) {
    return specifier.startsWith(HOST_SCHEME) ? specifier : HOST_SCHEME + specifier;
  }
  if (specifier === '') {
    throw new codes.ERR_INVALID_MODULE_SPECIFIER(specifier, 'is not a valid package name',
      urlToPath(base) ?? base);
  }
  try {
    return resolveFile(specifier, base);
  } catch (error) {
    withHint(error, specifier, base);
    if (OF_FILE_URLS.test(error.code)) Object.assign(error, { input: specifier, module: base });
    throw error;
  }
}

module.exports = { HOST_SCHEME, baseOf, pathToUrl, resolve, urlToPath };

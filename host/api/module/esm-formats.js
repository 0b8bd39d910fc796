'use strict';
// SPDX-License-Identifier: MIT

// What is behind a URL: its format, the attributes that an import of it must have, its source text.

const native = internalBinding('modules');
const path = require('path');
const { codes } = require('module/errors');
const { HOST_SCHEME, urlToPath } = require('module/esm-resolve');
const { isModuleText, readJavaScript, toJavaScript } = require('module/source');
const { hasOption } = require('internal/options');
const { validateString } = require('internal/validate');

const OF_MIME_TYPES = {
  'application/json': 'json',
  'application/wasm': 'wasm',
  'text/javascript': 'module',
};

const OF_EXTENSIONS = {
  '.cjs': 'commonjs',
  '.cts': 'commonjs',
  '.json': 'json',
  '.mjs': 'module',
  '.mts': 'module',
  '.wasm': 'wasm',
};

// The value that the attribute `type` must have; null: there must be none.
const ATTRIBUTE_TYPES = { builtin: null, commonjs: null, host: null, json: 'json', module: null, wasm: null };

function dataParts(url) {
  const match = /^data:([^/]+\/[^,;]+)[^,]*?(;base64)?,([\s\S]*)$/i.exec(url);
  if (match === null) {
    const error = new codes.ERR_INVALID_URL();
    error.input = url;
    throw error;
  }
  return { mime: match[1], isBase64: match[2] !== undefined, body: match[3].replace(/[?#].*$/s, '') };
}

// In Node's releases up to 22 a program asks for WebAssembly.
function isOn(format) {
  return format !== undefined && (format !== 'wasm' || hasOption('--experimental-wasm-modules'));
}

function formatOfFile(filename) {
  const extension = path.extname(filename);
  const scope = native.packageScope(filename);
  const isModule = scope?.[1] === 'module';
  if (extension === '.js' || extension === '') return isModule ? 'module' : 'commonjs';
  if (extension === '.ts') {
    if (scope?.[1] === 'commonjs') return 'commonjs';
    return isModule || isModuleText(filename) ? 'module' : 'commonjs';
  }
  const format = OF_EXTENSIONS[extension];
  if (!isOn(format)) throw new codes.ERR_UNKNOWN_FILE_EXTENSION(extension, filename);
  return format;
}

/** 'module', 'commonjs', 'json', 'wasm', 'builtin', 'host'; a MIME type that means none of them. */
function formatOf(url) {
  if (url.startsWith('node:')) return 'builtin';
  if (url.startsWith(HOST_SCHEME)) return 'host';
  if (/^data:/i.test(url)) {
    const { mime } = dataParts(url);
    const format = OF_MIME_TYPES[mime];
    return isOn(format) ? format : mime;
  }
  return formatOfFile(urlToPath(url));
}

function refuseType(url, type) {
  validateString(type, 'type');
  if (type !== 'json') throw new codes.ERR_IMPORT_ASSERTION_TYPE_UNSUPPORTED(type);
  throw new codes.ERR_IMPORT_ASSERTION_TYPE_FAILED(url, type);
}

/** Throws when the attributes of an import do not fit what is imported. */
function validateAttributes(url, format, attributes) {
  const wanted = ATTRIBUTE_TYPES[format];
  const type = Object.hasOwn(attributes, 'type') ? attributes.type : undefined;
  if (typeof wanted === 'string' && type === undefined) {
    throw new codes.ERR_IMPORT_ASSERTION_TYPE_MISSING(url, wanted);
  }
  if (wanted === null && type !== undefined) refuseType(url, type);
  if (typeof wanted === 'string' && type !== wanted) refuseType(url, type);
  for (const key of Object.keys(attributes)) {
    if (key !== 'type') throw new codes.ERR_IMPORT_ATTRIBUTE_UNSUPPORTED(key, attributes[key]);
  }
  if (wanted === undefined) throw new codes.ERR_UNKNOWN_MODULE_FORMAT(format, url);
}

/** The text behind a data: URL, or of a file; of WebAssembly its bytes. */
function sourceForImport(url, format) {
  if (/^data:/i.test(url)) {
    const { isBase64, body } = dataParts(url);
    const bytes = Buffer.from(decodeURIComponent(body), isBase64 ? 'base64' : 'utf8');
    return format === 'wasm' ? bytes : bytes.toString();
  }
  if (format === 'wasm') return require('fs').readFileSync(urlToPath(url));
  return readJavaScript(urlToPath(url));
}

/** The same for a file, read in the thread pool; only what is a file waits. */
async function readSourceForImport(url, format) {
  const filename = urlToPath(url);
  if (filename === undefined) return sourceForImport(url, format);
  if (format === 'wasm') return require('fs/promises').readFile(filename);
  const text = await require('fs/promises').readFile(filename, 'utf8');
  return toJavaScript(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text, filename);
}

/** Whether a module of this format is made from source text, or bytes. */
function hasSource(format) {
  return format === 'module' || format === 'json' || format === 'wasm';
}

module.exports = {
  formatOf, formatOfFile, hasSource, readSourceForImport, sourceForImport, validateAttributes,
};

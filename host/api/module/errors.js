'use strict';
// SPDX-License-Identifier: MIT

// Errors of module loading. Those of the resolver come from C++ as a code and the parts of its
// message (host/modules/package_target.h).

const native = internalBinding('modules');
const { codes, define } = require('internal/errors');

const importedFrom = (base) => (base ? ` imported from ${base}` : '');

define('ERR_IMPORT_ASSERTION_TYPE_FAILED', 'TypeError', (url, type) =>
  `Module "${url}" is not of type "${type}"`);
define('ERR_IMPORT_ASSERTION_TYPE_MISSING', 'TypeError', (url, type) =>
  `Module "${url}" needs an import attribute of type "${type}"`);
define('ERR_IMPORT_ASSERTION_TYPE_UNSUPPORTED', 'TypeError', (type) =>
  `Import attribute type "${type}" is unsupported`);
define('ERR_IMPORT_ATTRIBUTE_UNSUPPORTED', 'TypeError', (key, value) =>
  `Import attribute "${key}" with value "${value}" is not supported`);
define('ERR_INPUT_TYPE_NOT_ALLOWED', 'Error',
  '--input-type can only be used with string input via --eval, --print, or STDIN');
define('ERR_INVALID_FILE_URL_HOST', 'TypeError', (platform = process.platform) =>
  `File URL host must be "localhost" or empty on ${platform}`);
define('ERR_INVALID_FILE_URL_PATH', 'TypeError', (reason) => `File URL path ${reason}`);
define('ERR_INVALID_MODULE_SPECIFIER', 'TypeError', (request, reason, base) =>
  `Invalid module "${request}" ${reason}${importedFrom(base)}`);
define('ERR_INVALID_PACKAGE_CONFIG', 'Error', (path, base, message) =>
  `Invalid package config ${path}${base ? ` while importing ${base}` : ''}` +
  `${message ? `. ${message}` : ''}`);
define('ERR_INVALID_PACKAGE_TARGET', 'Error', (folder, key, target, map, base) => {
  const isText = target.startsWith('"') && target.length > 2;
  const hint = isText && map === 'exports' && !target.startsWith('"./') ?
    '; targets must start with "./"' : '';
  const where = `in the package config ${folder}package.json${importedFrom(base)}${hint}`;
  return key === '.' ? `Invalid "exports" main target ${target} defined ${where}` :
    `Invalid "${map}" target ${target} defined for '${key}' ${where}`;
});
define('ERR_LOADER_CHAIN_INCOMPLETE', 'Error', (hook) =>
  `${hook} hook did not call the next hook in its chain and did not explicitly signal a short ` +
  'circuit. If this is intentional, include `shortCircuit: true` in the hook\'s return.');
define('ERR_MODULE_NOT_FOUND', 'Error', (path, base, url, type = 'package') =>
  `Cannot find ${type} '${path}'${importedFrom(base)}`);
define('ERR_NETWORK_IMPORT_DISALLOWED', 'Error', (specifier, base, reason) =>
  `import of '${specifier}' by ${base} is not supported: ${reason}`);
define('ERR_PACKAGE_IMPORT_NOT_DEFINED', 'TypeError', (specifier, folder, base) =>
  `Package import specifier "${specifier}" is not defined` +
  `${folder ? ` in package ${folder}package.json` : ''} imported from ${base}`);
define('ERR_PACKAGE_PATH_NOT_EXPORTED', 'Error', (folder, subpath, base) =>
  (subpath === '.' ? 'No "exports" main defined' :
    `Package subpath '${subpath}' is not defined by "exports"`) +
  ` in ${folder}package.json${importedFrom(base)}`);
define('ERR_REQUIRE_ESM', 'Error', requireOfEsm);
define('ERR_UNKNOWN_FILE_EXTENSION', 'TypeError', (extension, path) =>
  `Unknown file extension "${extension}" for ${path}`);
define('ERR_UNKNOWN_MODULE_FORMAT', 'RangeError', (format, url) =>
  `Unknown module format: ${format} for URL ${url}`);
define('ERR_UNSUPPORTED_DIR_IMPORT', 'Error', (path, base) =>
  `Directory import '${path}' is not supported resolving ES modules${importedFrom(base)}`);
define('ERR_UNSUPPORTED_ESM_URL_SCHEME', 'Error', (scheme) =>
  'Only URLs with a scheme in: file, data, and node are supported by the default ESM loader. ' +
  `Received protocol '${scheme}'`);
define('ERR_UNSUPPORTED_RESOLVE_REQUEST', 'TypeError', (specifier, base) =>
  `Failed to resolve module specifier "${specifier}" from "${base}": Invalid relative URL or base ` +
  'scheme is not hierarchical.');
define('ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING', 'TypeError',
  'A dynamic import callback was not specified.');
define('ERR_VM_DYNAMIC_IMPORT_CALLBACK_MISSING_FLAG', 'TypeError',
  'A dynamic import callback was invoked without --experimental-vm-modules');
define('ERR_VM_MODULE_NOT_MODULE', 'Error',
  'Provided module is not an instance of Module');

if (codes.ERR_INVALID_URL === undefined) define('ERR_INVALID_URL', 'TypeError', 'Invalid URL');

// `hint`: the package.json that makes a .js file an ES module, if one does.
function requireOfEsm(filename, parentPath, hint) {
  const dynamicImport = 'a dynamic import() which is available in all CommonJS modules.';
  let text = `require() of ES Module ${filename}${parentPath ? ` from ${parentPath}` : ''} not ` +
    'supported.';
  if (!hint) {
    return `${text}\nInstead change the require of ${filename} to ${dynamicImport}`;
  }
  const name = filename.slice(filename.lastIndexOf('/') + 1);
  if (parentPath) {
    text += `\nInstead change the require of ${name} in ${parentPath} to ${dynamicImport}`;
  }
  return `${text}\n${name} is treated as an ES module file as it is a .js file whose nearest ` +
    'parent package.json contains "type": "module" which declares all .js files in that package ' +
    `scope as ES modules.\nInstead rename ${name} to end in .cjs, or change "type": "module" to ` +
    `"type": "commonjs" in ${hint} to treat all .js files as CommonJS (using .mjs for all ES ` +
    'modules instead).\n';
}

// V8's own words for what is wrong with a JSON text, where it finds something wrong.
function jsonFault(path, fallback) {
  try {
    JSON.parse(native.readSource(path));
  } catch (error) {
    if (error instanceof SyntaxError) return error.message;
  }
  return fallback;
}

function commonJsError(message, properties) {
  const error = new Error(message);
  return Object.assign(error, { code: 'MODULE_NOT_FOUND' }, properties);
}

// Defined, not set: what a script did to Error.prototype does not matter.
function withUrl(error, url) {
  return Object.defineProperty(error, 'url', {
    configurable: true, enumerable: true, writable: true, value: url,
  });
}

const shaped = {
  // A broken package.json that require() came upon: Node shows the parser's error.
  PACKAGE_UNREADABLE(path, base, reason) {
    const error = new SyntaxError(`Error parsing ${path}: ${jsonFault(path, reason)}`);
    error.path = path;
    return error;
  },
  MAIN_NOT_FOUND: (path, packagePath, request) => commonJsError(
    `Cannot find module '${path}'. Please verify that the package.json has a valid "main" entry`,
    { path: packagePath, requestPath: request }),
  TARGET_NOT_FOUND: (path, packagePath) => commonJsError(`Cannot find module '${path}'`,
    { path: packagePath }),
  ERR_INVALID_PACKAGE_CONFIG(path, base, reason, kind) {
    const words = kind === 'unreadable' ? jsonFault(path, reason) : reason;
    return new codes.ERR_INVALID_PACKAGE_CONFIG(path, base, words);
  },
  ERR_MODULE_NOT_FOUND(path, base, url, type) {
    const error = new codes.ERR_MODULE_NOT_FOUND(path, base, url, type);
    return url ? withUrl(error, url) : error;
  },
  ERR_UNSUPPORTED_DIR_IMPORT(path, base, url) {
    return withUrl(new codes.ERR_UNSUPPORTED_DIR_IMPORT(path, base), url);
  },
};

/** The error of an answer ['error', code, ...parts] of the resolver. */
function resolverError([, code, ...parts]) {
  const shape = shaped[code];
  return shape === undefined ? new codes[code](...parts) : shape(...parts);
}

/** An answer of the resolver that is no failure. */
function checked(answer) {
  if (Array.isArray(answer) && answer[0] === 'error') throw resolverError(answer);
  return answer;
}

module.exports = { codes, checked };

'use strict';
// SPDX-License-Identifier: MIT

// Members that Node 20 added late: most programs never call them.

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateString } = require('internal/validate');

/** Reads a .env file; variables that are set already stay as they are. */
function loadEnvFile(path = '.env') {
  if (typeof path === 'number') {  // No descriptor, as readFileSync() would take it.
    throw new ERR_INVALID_ARG_TYPE('path', ['string', 'Buffer', 'URL'], path);
  }
  const { parseEnvText } = require('util/parse-env');
  const text = require('fs').readFileSync(path, 'utf8');
  for (const [name, value] of Object.entries(parseEnvText(text))) {
    if (process.env[name] === undefined) process.env[name] = value;
  }
}

/** The built-in module of that name; undefined when there is none. */
function getBuiltinModule(id) {
  validateString(id, 'id');
  const { isBuiltin, loadBuiltin } = require('module/names');
  return isBuiltin(id) ? loadBuiltin(id) : undefined;
}

/** Bytes of memory that the machine could still give. */
function availableMemory() {
  return require('os').freemem();
}

module.exports = { availableMemory, getBuiltinModule, loadEnvFile };

'use strict';
// SPDX-License-Identifier: MIT

// The arguments of exec and execFile, whose middle ones may be left out.

const { codes: { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } } = require('internal/errors');
const { validateFunction, validateObject, validateString } = require('internal/validate');

/** exec(command, options, callback) as execFile() takes it. */
function normalizeExec(command, options, callback) {
  validateString(command, 'command');
  if (command.includes('\0')) {
    throw new ERR_INVALID_ARG_VALUE('command', command, 'must be a string without null bytes');
  }
  if (typeof options === 'function') [options, callback] = [undefined, options];
  options = { ...options };
  options.shell = typeof options.shell === 'string' ? options.shell : true;
  return { file: command, options, callback };
}

/** execFile(file, args, options, callback). */
function normalizeExecFile(file, args, options, callback) {
  if (Array.isArray(args)) {
    args = [...args];
  } else if (args != null && typeof args === 'object') {
    [args, options, callback] = [undefined, args, options];
  } else if (typeof args === 'function') {
    [args, options, callback] = [undefined, undefined, args];
  }
  args ??= [];
  if (typeof options === 'function') [options, callback] = [undefined, options];
  else if (options != null) validateObject(options, 'options');
  options ??= {};
  if (callback != null) validateFunction(callback, 'callback');
  if (options.argv0 != null) {
    validateString(options.argv0, 'options.argv0');
    if (options.argv0.includes('\0')) {
      throw new ERR_INVALID_ARG_VALUE(
        'options.argv0', options.argv0, 'must be a string without null bytes');
    }
  }
  return { file, args, options, callback };
}

module.exports = { normalizeExec, normalizeExecFile };

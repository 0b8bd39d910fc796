'use strict';
// SPDX-License-Identifier: MIT

// process.emitWarning, and the line that a warning prints.

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { optionValue } = require('internal/options');
const { validateString } = require('internal/validate');
const { ownsStandardDescriptors } = internalBinding('process');

function toWarning(warning, name, code, detail, constructor) {
  if (warning instanceof Error) return warning;
  const error = new Error(warning);
  Error.captureStackTrace(error, constructor);
  error.name = name;
  if (code !== undefined) error.code = code;
  if (detail !== undefined) error.detail = detail;
  return error;
}

/** Emits 'warning' in the next tick; without a listener of its own it is printed. */
function emitWarning(warning, type, code, constructor) {
  let detail;
  if (type !== null && typeof type === 'object' && !Array.isArray(type)) {
    ({ ctor: constructor, code, detail, type = 'Warning' } = type);
    if (typeof detail !== 'string') detail = undefined;
  } else if (typeof type === 'function') {
    [constructor, type, code] = [type, 'Warning', undefined];
  }
  if (type !== undefined) validateString(type, 'type');
  if (typeof code === 'function') [constructor, code] = [code, undefined];
  else if (code !== undefined) validateString(code, 'code');
  if (typeof warning !== 'string' && !(warning instanceof Error)) {
    throw new ERR_INVALID_ARG_TYPE('warning', ['Error', 'string'], warning);
  }
  const error = toWarning(warning, type || 'Warning', code, detail, constructor ?? emitWarning);
  if (error.name === 'DeprecationWarning') {
    if (process.noDeprecation) return;
    if (process.throwDeprecation) {
      process.nextTick(() => { throw error; });
      return;
    }
  }
  process.nextTick(() => process.emit('warning', error));
}

let file;  // Where a program's warnings go instead, or null.

function write(text) {
  if (file === undefined) {
    file = optionValue('--redirect-warnings') ??
      (ownsStandardDescriptors() ? process.env.NODE_REDIRECT_WARNINGS : undefined) ?? null;
  }
  if (file) {
    try {
      return require('fs').appendFileSync(file, text);
    } catch {
      // They are shown, then.
    }
  }
  process.stderr.write(text);
}

function onWarning(warning) {
  if (!(warning instanceof Error)) return;
  if (warning.name === 'DeprecationWarning' && process.noDeprecation) return;
  const trace = process.traceProcessWarnings ||
    (warning.name === 'DeprecationWarning' && process.traceDeprecation);
  const code = warning.code ? `[${warning.code}] ` : '';
  let text = `(node:${process.pid}) ${code}`;
  text += trace && warning.stack ? warning.stack : `${warning.name}: ${warning.message}`;
  if (typeof warning.detail === 'string') text += `\n${warning.detail}`;
  write(`${text}\n`);
}

/** Emits it before the caller goes on: the process may be about to end. */
function emitWarningNow(warning, type, code) {
  process.emit('warning', toWarning(warning, type ?? 'Warning', code, undefined, emitWarningNow));
}

module.exports = { emitWarning, emitWarningNow, onWarning };

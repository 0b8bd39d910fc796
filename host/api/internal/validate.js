'use strict';
// SPDX-License-Identifier: MIT

// Argument checks with Node's codes and messages. Each throws, or returns nothing.
// They guard meaning and messages only: what is unsafe is refused by the native halves.

const { codes, hideFrame } = require('internal/errors');
const {
  ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_OUT_OF_RANGE, ERR_SOCKET_BAD_PORT,
  ERR_UNKNOWN_SIGNAL,
} = codes;

function validateString(value, name) {
  if (typeof value !== 'string') {
    throw hideFrame(new ERR_INVALID_ARG_TYPE(name, 'string', value), validateString);
  }
}

function validateFunction(value, name) {
  if (typeof value !== 'function') {
    throw hideFrame(new ERR_INVALID_ARG_TYPE(name, 'Function', value), validateFunction);
  }
}

function validateBoolean(value, name) {
  if (typeof value !== 'boolean') {
    throw hideFrame(new ERR_INVALID_ARG_TYPE(name, 'boolean', value), validateBoolean);
  }
}

function validateUndefined(value, name) {
  if (value !== undefined) {
    throw hideFrame(new ERR_INVALID_ARG_TYPE(name, 'undefined', value), validateUndefined);
  }
}

function validateNumber(value, name, min = undefined, max = undefined) {
  if (typeof value !== 'number') {
    throw hideFrame(new ERR_INVALID_ARG_TYPE(name, 'number', value), validateNumber);
  }
  const bounded = min != null || max != null;
  if ((min != null && value < min) || (max != null && value > max) ||
      (bounded && Number.isNaN(value))) {
    const lower = min != null ? `>= ${min}` : '';
    const upper = max != null ? `<= ${max}` : '';
    const range = `${lower}${lower && upper ? ' && ' : ''}${upper}`;
    throw hideFrame(new ERR_OUT_OF_RANGE(name, range, value), validateNumber);
  }
}

function integerProblem(value, name, min, max) {
  if (typeof value !== 'number') return new ERR_INVALID_ARG_TYPE(name, 'number', value);
  if (!Number.isInteger(value)) return new ERR_OUT_OF_RANGE(name, 'an integer', value);
  if (value < min || value > max) {
    return new ERR_OUT_OF_RANGE(name, `>= ${min} && <= ${max}`, value);
  }
  return undefined;
}

function validateInteger(value, name, min = Number.MIN_SAFE_INTEGER,
                         max = Number.MAX_SAFE_INTEGER) {
  const problem = integerProblem(value, name, min, max);
  if (problem !== undefined) throw hideFrame(problem, validateInteger);
}

function validateInt32(value, name, min = -2147483648, max = 2147483647) {
  const problem = integerProblem(value, name, min, max);
  if (problem !== undefined) throw hideFrame(problem, validateInt32);
}

function validateUint32(value, name, positive = false) {
  const problem = integerProblem(value, name, positive ? 1 : 0, 4294967295);
  if (problem !== undefined) throw hideFrame(problem, validateUint32);
}

function validateOneOf(value, name, allowed) {
  if (!allowed.includes(value)) {
    const choices = allowed.map((one) => (typeof one === 'string' ? `'${one}'` : String(one)));
    const reason = `must be one of: ${choices.join(', ')}`;
    throw hideFrame(new ERR_INVALID_ARG_VALUE(name, value, reason), validateOneOf);
  }
}

/**
 * @param {unknown} value
 * @param {string} name
 * @param {{ nullable?: boolean, allowArray?: boolean, allowFunction?: boolean }} [allow]
 */
function validateObject(value, name, allow = undefined) {
  const accepted = value === null ? allow?.nullable === true :
    Array.isArray(value) ? allow?.allowArray === true :
      typeof value === 'object' || (allow?.allowFunction === true && typeof value === 'function');
  if (!accepted) {
    throw hideFrame(new ERR_INVALID_ARG_TYPE(name, 'Object', value), validateObject);
  }
}

function validateDictionary(value, name) {
  if (value != null && typeof value !== 'object' && typeof value !== 'function') {
    throw hideFrame(new ERR_INVALID_ARG_TYPE(name, 'a dictionary', value), validateDictionary);
  }
}

function validateArray(value, name, minLength = 0) {
  if (!Array.isArray(value)) {
    throw hideFrame(new ERR_INVALID_ARG_TYPE(name, 'Array', value), validateArray);
  }
  if (value.length < minLength) {
    throw hideFrame(
      new ERR_INVALID_ARG_VALUE(name, value, `must be longer than ${minLength}`), validateArray);
  }
}

function validateStringArray(value, name) {
  validateArray(value, name);
  value.forEach((one, index) => validateString(one, `${name}[${index}]`));
}

function validateBooleanArray(value, name) {
  validateArray(value, name);
  value.forEach((one, index) => validateBoolean(one, `${name}[${index}]`));
}

function validateBuffer(value, name = 'buffer') {
  if (!ArrayBuffer.isView(value)) {
    throw hideFrame(
      new ERR_INVALID_ARG_TYPE(name, ['Buffer', 'TypedArray', 'DataView'], value), validateBuffer);
  }
}

function validateEncoding(data, encoding) {
  const normalized = String(encoding).toLowerCase();
  if (normalized === 'hex' && data.length % 2 !== 0) {
    throw hideFrame(new ERR_INVALID_ARG_VALUE(
      'encoding', encoding, `is invalid for data of length ${data.length}`), validateEncoding);
  }
}

function validatePort(value, name = 'Port', allowZero = true) {
  const text = typeof value === 'string' ? value.trim() : value;
  const wellFormed = typeof value === 'number' || (typeof value === 'string' && text.length > 0);
  if (!wellFormed || +value !== (+value >>> 0) || value > 0xffff || (value === 0 && !allowZero)) {
    throw hideFrame(new ERR_SOCKET_BAD_PORT(name, value, allowZero), validatePort);
  }
  return value | 0;
}

function validateAbortSignal(value, name) {
  if (value !== undefined &&
      (value === null || typeof value !== 'object' || !('aborted' in value))) {
    throw hideFrame(new ERR_INVALID_ARG_TYPE(name, 'AbortSignal', value), validateAbortSignal);
  }
}

/**
 * Refuses bits that are not in `allowed`.
 *
 * @param {unknown} value
 * @param {string} name
 * @param {number} allowed
 */
function validateFlags(value, name, allowed) {
  if (typeof value !== 'number') {
    throw hideFrame(new ERR_INVALID_ARG_TYPE(name, 'number', value), validateFlags);
  }
  if ((value & ~allowed) !== 0 || !Number.isInteger(value)) {
    throw hideFrame(new ERR_INVALID_ARG_VALUE(name, value), validateFlags);
  }
}

/**
 * A signal's name: an unknown one is refused, with a hint when only its case is wrong.
 *
 * @param {unknown} signal
 * @param {Record<string, number>} signals
 * @param {string} [name]
 */
function validateSignalName(signal, signals, name = 'signal') {
  validateString(signal, name);
  if (signals[signal] !== undefined) return;
  const hint = signals[signal.toUpperCase()] === undefined ? '' :
    ' (signals must use all capital letters)';
  throw hideFrame(new ERR_UNKNOWN_SIGNAL(`${signal}${hint}`), validateSignalName);
}

/**
 * A file mode: an integer, or a string of octal digits.
 *
 * @param {unknown} value
 * @param {string} name
 * @param {number} [whenMissing]
 * @returns {number}
 */
function parseFileMode(value, name, whenMissing = undefined) {
  let mode = value ?? whenMissing;
  if (typeof mode === 'string') {
    if (!/^[0-7]+$/.test(mode)) {
      const reason = 'must be a 32-bit unsigned integer or an octal string';
      throw hideFrame(new ERR_INVALID_ARG_VALUE(name, mode, reason), parseFileMode);
    }
    mode = Number.parseInt(mode, 8);
  }
  validateUint32(mode, name);
  return mode;
}

module.exports = {
  parseFileMode,
  validateAbortSignal,
  validateArray,
  validateBoolean,
  validateBooleanArray,
  validateBuffer,
  validateDictionary,
  validateDictionary,
  validateEncoding,
  validateFlags,
  validateFunction,
  validateInt32,
  validateInteger,
  validateNumber,
  validateObject,
  validateOneOf,
  validatePort,
  validateSignalName,
  validateString,
  validateStringArray,
  validateUint32,
  validateUndefined,
};

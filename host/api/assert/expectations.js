'use strict';
// SPDX-License-Identifier: MIT

// What throws(), rejects() and their opposites expect of an error: a class, a pattern, a
// function that judges, or an object whose properties the error must have.

const { codes } = require('internal/errors');
const { inspect } = require('internal/inspect');
const { isDeepStrictEqual } = require('internal/deep-equal');
const { isError, types } = require('internal/types');
const { AssertionError } = require('assert/assertion-error');
const { validateFunction } = require('internal/validate');
const {
  ERR_AMBIGUOUS_ARGUMENT, ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_RETURN_VALUE,
} = codes;

const NO_ERROR = Symbol('no error');

function caughtFrom(fn) {
  validateFunction(fn, 'fn');
  try {
    fn();
  } catch (error) {
    return error;
  }
  return NO_ERROR;
}

// Also promises of other makes: objects with then() and catch().
function isPromiseLike(value) {
  return types.isPromise(value) || (value !== null && typeof value === 'object' &&
    typeof value.then === 'function' && typeof value.catch === 'function');
}

async function rejectionOf(promiseFn) {
  let promise = promiseFn;
  if (typeof promiseFn === 'function') {
    promise = promiseFn();
    if (!isPromiseLike(promise)) {
      throw new ERR_INVALID_RETURN_VALUE('instance of Promise', 'promiseFn', promise);
    }
  } else if (!isPromiseLike(promiseFn)) {
    throw new ERR_INVALID_ARG_TYPE('promiseFn', ['Function', 'Promise'], promiseFn);
  }
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return NO_ERROR;
}

function fail(details) {
  if (details.message instanceof Error) throw details.message;
  throw new AssertionError(details);
}

function failGenerated(details, message, text) {
  if (message instanceof Error) throw message;
  const error = new AssertionError({ ...details, message: message || text });
  error.generatedMessage = !message;
  throw error;
}

function isMatch(value, pattern) {
  return typeof value === 'string' && types.isRegExp(pattern) &&
    RegExp.prototype.test.call(pattern, value);
}

// The properties that are compared, so that a message shows no others.
class Comparison {
  constructor(object, keys, actual = undefined) {
    for (const key of keys) {
      if (!(key in object)) continue;
      const matches = actual !== undefined && isMatch(actual[key], object[key]);
      this[key] = matches ? actual[key] : object[key];
    }
  }
}

function checkProperties(asserting, actual, expected, message) {
  const keys = Object.keys(expected);
  if (expected instanceof Error) keys.push('name', 'message');
  else if (keys.length === 0) {
    throw new ERR_INVALID_ARG_VALUE('error', expected, 'may not be an empty object');
  }
  for (const key of keys) {
    if (isMatch(actual[key], expected[key])) continue;
    if (key in actual && isDeepStrictEqual(actual[key], expected[key])) continue;
    if (message) {
      fail({ actual, expected, message, operator: asserting.name, stackStartFn: asserting });
    }
    const error = new AssertionError({
      actual: new Comparison(actual, keys),
      expected: new Comparison(expected, keys, actual),
      operator: 'deepStrictEqual',
      stackStartFn: asserting,
    });
    throw Object.assign(error, { actual, expected, operator: asserting.name });
  }
}

function checkClassOrJudge(asserting, actual, expected, message) {
  if (expected.prototype !== undefined && actual instanceof expected) return;
  const details = { actual, expected, operator: asserting.name, stackStartFn: asserting };

  if (Object.prototype.isPrototypeOf.call(Error, expected)) {
    const received = isError(actual) ? actual.name : inspect(actual, { depth: -1 });
    let text = `The error is expected to be an instance of "${expected.name}". ` +
      `Received "${received}"`;
    if (isError(actual)) text += `\n\nError message:\n\n${actual.message}`;
    failGenerated(details, message, text);
  }
  const verdict = expected.call({}, actual);
  if (verdict === true) return;
  const name = expected.name ? `"${expected.name}" ` : '';
  let text = `The ${name}validation function is expected to return "true". ` +
    `Received ${inspect(verdict)}`;
  if (isError(actual)) text += `\n\nCaught error:\n\n${actual}`;
  failGenerated(details, message, text);
}

function checkError(asserting, actual, expected, message) {
  if (typeof expected === 'function') {
    checkClassOrJudge(asserting, actual, expected, message);
    return;
  }
  const details = { actual, expected, operator: asserting.name, stackStartFn: asserting };
  if (types.isRegExp(expected)) {
    const text = String(actual);
    if (isMatch(text, expected)) return;
    failGenerated(details, message, 'The input did not match the regular expression ' +
      `${inspect(expected)}. Input:\n\n${inspect(text)}\n`);
  }
  if (typeof actual !== 'object' || actual === null) {
    const error = new AssertionError({ ...details, message, operator: 'deepStrictEqual' });
    error.operator = asserting.name;
    throw error;
  }
  checkProperties(asserting, actual, expected, message);
}

const EXPECTED_TYPES = ['Object', 'Error', 'Function', 'RegExp'];

// A string in the place of the expectation is the message, unless it was meant otherwise.
function refuseAmbiguous(actual, text) {
  const isObject = typeof actual === 'object' && actual !== null;
  const same = isObject ? actual.message === text : actual === text;
  if (!same) return;
  const what = isObject ? `error message "${actual.message}"` : `error "${actual}"`;
  throw new ERR_AMBIGUOUS_ARGUMENT('error/message', `The ${what} is identical to the message.`);
}

/**
 * @param {Function} asserting throws or rejects
 * @param {unknown} actual the error, or NO_ERROR
 * @param {unknown[]} rest the expectation and the message
 */
function expectError(asserting, actual, rest) {
  let [expected, message] = rest;
  if (typeof expected === 'string') {
    if (rest.length === 2) throw new ERR_INVALID_ARG_TYPE('error', EXPECTED_TYPES, expected);
    refuseAmbiguous(actual, expected);
    [expected, message] = [undefined, expected];
  } else if (expected != null && typeof expected !== 'object' && typeof expected !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('error', EXPECTED_TYPES, expected);
  }
  if (actual === NO_ERROR) {
    const kind = asserting.name === 'rejects' ? 'rejection' : 'exception';
    const name = expected?.name ? ` (${expected.name})` : '';
    const details = `${name}${message ? `: ${message}` : '.'}`;
    fail({
      actual: undefined,
      expected,
      operator: asserting.name,
      message: `Missing expected ${kind}${details}`,
      stackStartFn: asserting,
    });
  }
  if (expected) checkError(asserting, actual, expected, message);
}

function isUnwanted(actual, expected) {
  if (typeof expected !== 'function') {
    if (types.isRegExp(expected)) return isMatch(String(actual), expected);
    throw new ERR_INVALID_ARG_TYPE('expected', ['Function', 'RegExp'], expected);
  }
  if (expected.prototype !== undefined && actual instanceof expected) return true;
  if (Object.prototype.isPrototypeOf.call(Error, expected)) return false;
  return expected.call({}, actual) === true;
}

function expectNoError(asserting, actual, rest) {
  if (actual === NO_ERROR) return;
  let [expected, message] = rest;
  if (typeof expected === 'string') [expected, message] = [undefined, expected];
  if (expected && !isUnwanted(actual, expected)) throw actual;
  const kind = asserting.name === 'doesNotReject' ? 'rejection' : 'exception';
  fail({
    actual,
    expected,
    operator: asserting.name,
    message: `Got unwanted ${kind}${message ? `: ${message}` : '.'}\n` +
      `Actual message: "${actual && actual.message}"`,
    stackStartFn: asserting,
  });
}

module.exports = { caughtFrom, expectError, expectNoError, fail, rejectionOf };

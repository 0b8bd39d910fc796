'use strict';
// SPDX-License-Identifier: MIT

// assert: the checks themselves. Messages are made in assert/assertion-error, what errors are
// checked against in assert/expectations.

const { AssertionError } = require('assert/assertion-error');
const { CallTracker } = require('assert/call-tracker');
const { codes } = require('internal/errors');
const { inspect } = require('internal/inspect');
const { isDeepEqual, isDeepStrictEqual } = require('internal/deep-equal');
const { types } = require('internal/types');
const { calledAs } = require('assert/expression');
const { caughtFrom, expectError, expectNoError, fail: failWith, rejectionOf } =
  require('assert/expectations');
const { ERR_INVALID_ARG_TYPE, ERR_MISSING_ARGS } = codes;

function checkTruth(asserting, values) {
  const [value, message] = values;
  if (value) return;
  if (message instanceof Error) throw message;
  let text = message;
  if (values.length === 0) {
    text = 'No value argument passed to `assert.ok()`';
  } else if (message == null) {
    const call = calledAs(asserting);
    if (call !== undefined) text = `The expression evaluated to a falsy value:\n\n  ${call}\n`;
  }
  const error = new AssertionError({
    actual: value, expected: true, message: text, operator: '==', stackStartFn: asserting,
  });
  error.generatedMessage = values.length === 0 || message == null;
  throw error;
}

function assert(...values) {
  if (!values[0]) checkTruth(assert, values);
}

function ok(...values) {
  if (!values[0]) checkTruth(ok, values);
}

let warnedOfFail = false;

function fail(actual, expected, message, operator, stackStartFn) {
  const count = arguments.length;
  if (actual == null && count <= 1) {
    const error = new AssertionError({
      message: 'Failed', operator: 'fail', stackStartFn: stackStartFn ?? fail,
    });
    error.generatedMessage = true;
    throw error;
  }
  if (count === 1) {
    failWith({ message: actual, operator: 'fail', stackStartFn: fail });
  }
  if (!warnedOfFail) {
    warnedOfFail = true;
    process.emitWarning('assert.fail() with more than one argument is deprecated. ' +
      'Please use assert.strictEqual() instead or only pass a message.',
                        'DeprecationWarning', 'DEP0094');
  }
  failWith({
    actual, expected, message, operator: operator ?? (count === 2 ? '!=' : 'fail'),
    stackStartFn: stackStartFn ?? fail,
  });
}

// A comparison of two values, which fails with `operator` when `holds` says no.
function comparison(name, operator, holds) {
  const asserting = {
    [name](actual, expected, message) {
      if (arguments.length < 2) throw new ERR_MISSING_ARGS('actual', 'expected');
      if (!holds(actual, expected)) {
        failWith({ actual, expected, message, operator, stackStartFn: asserting });
      }
    },
  }[name];
  return asserting;
}

// eslint-disable-next-line eqeqeq
const looselySame = (a, b) => a == b || (a !== a && b !== b);
const not = (holds) => (a, b) => !holds(a, b);

const equal = comparison('equal', '==', looselySame);
const notEqual = comparison('notEqual', '!=', not(looselySame));
const deepEqual = comparison('deepEqual', 'deepEqual', isDeepEqual);
const notDeepEqual = comparison('notDeepEqual', 'notDeepEqual', not(isDeepEqual));
const deepStrictEqual = comparison('deepStrictEqual', 'deepStrictEqual', isDeepStrictEqual);
const notDeepStrictEqual =
  comparison('notDeepStrictEqual', 'notDeepStrictEqual', not(isDeepStrictEqual));
const strictEqual = comparison('strictEqual', 'strictEqual', Object.is);
const notStrictEqual = comparison('notStrictEqual', 'notStrictEqual', not(Object.is));

function throws(fn, ...rest) {
  expectError(throws, caughtFrom(fn), rest);
}

async function rejects(promiseFn, ...rest) {
  expectError(rejects, await rejectionOf(promiseFn), rest);
}

function doesNotThrow(fn, ...rest) {
  expectNoError(doesNotThrow, caughtFrom(fn), rest);
}

async function doesNotReject(fn, ...rest) {
  expectNoError(doesNotReject, await rejectionOf(fn), rest);
}

// The error itself, seen from here, and where it came from.
function ifError(error) {
  if (error == null) return;
  let message = 'ifError got unwanted exception: ';
  if (typeof error === 'object' && typeof error.message === 'string') {
    message += error.message.length === 0 && error.constructor ?
      error.constructor.name : error.message;
  } else {
    message += inspect(error);
  }
  const failure = new AssertionError({
    actual: error, expected: null, operator: 'ifError', message, stackStartFn: ifError,
  });
  const { stack } = error;
  const start = typeof stack === 'string' ? stack.indexOf('\n    at') : -1;
  if (start !== -1) {
    const original = stack.slice(start + 1).split('\n');
    const own = failure.stack.split('\n');
    // Frames that both have are shown once, with the original ones.
    const shared = original.map((line) => own.indexOf(line)).find((at) => at !== -1);
    failure.stack = `${own.slice(0, shared).join('\n')}\n${original.join('\n')}`;
  }
  throw failure;
}

function checkMatch(asserting, text, pattern, message, wanted) {
  if (!types.isRegExp(pattern)) throw new ERR_INVALID_ARG_TYPE('regexp', 'RegExp', pattern);
  if (typeof text === 'string' && (RegExp.prototype.exec.call(pattern, text) !== null) === wanted) {
    return;
  }
  if (message instanceof Error) throw message;
  const verdict = wanted ? 'The input did not match the regular expression' :
    'The input was expected to not match the regular expression';
  const generated = typeof text === 'string' ?
    `${verdict} ${inspect(pattern)}. Input:\n\n${inspect(text)}\n` :
    new ERR_INVALID_ARG_TYPE('string', 'string', text).message;
  const error = new AssertionError({
    actual: text, expected: pattern, message: message || generated, operator: asserting.name,
    stackStartFn: asserting,
  });
  error.generatedMessage = !message;
  throw error;
}

function match(string, regexp, message) {
  checkMatch(match, string, regexp, message, true);
}

function doesNotMatch(string, regexp, message) {
  checkMatch(doesNotMatch, string, regexp, message, false);
}

const others = {
  fail, throws, rejects, doesNotThrow, doesNotReject, ifError, match, doesNotMatch, AssertionError,
  CallTracker, deepStrictEqual, notDeepStrictEqual, strictEqual, notStrictEqual,
};

// The strict mode: the short names are the strict checks.
function strict(...values) {
  if (!values[0]) checkTruth(strict, values);
}
Object.assign(strict, others, {
  ok,
  equal: strictEqual,
  deepEqual: deepStrictEqual,
  notEqual: notStrictEqual,
  notDeepEqual: notDeepStrictEqual,
  strict,
});

module.exports = Object.assign(assert, others, {
  ok, equal, notEqual, deepEqual, notDeepEqual, strict,
});

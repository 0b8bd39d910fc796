'use strict';
// SPDX-License-Identifier: MIT

// How the built-ins make errors: one constructor per Node error code, and the few
// error shapes that are no plain code (AbortError, several errors as one).
// The messages are in internal/error-messages, system errors in internal/error-system.

const messages = require('internal/error-messages');

// One subclass per base class, so that String(error) names the code
// while error.name and error.constructor stay those of the language's own error.
function coded(Base) {
  class CodedError extends Base {
    toString() {
      return `${this.name} [${this.code}]: ${this.message}`;
    }
  }
  delete CodedError.prototype.constructor;
  return CodedError;
}

const bases = {
  Error: coded(Error),
  TypeError: coded(TypeError),
  RangeError: coded(RangeError),
  SyntaxError: coded(SyntaxError),
  URIError: coded(URIError),
};

// V8 composes the first line of a stack when the stack is first read: it is read here,
// while the error's name carries the code.
function fixStackHeader(error, code) {
  Object.defineProperty(error, 'name', {
    __proto__: null,
    value: `${error.name} [${code}]`,
    configurable: true,
    enumerable: false,
    writable: true,
  });
  void error.stack;
  delete error.name;
}

// A function and no class: most are never used, and a class would come with objects of its own.
// What it makes is of the base class; as its target it is left out of the stack.
function defineCode(code, baseName, text) {
  const Base = bases[baseName];
  function NodeError(...values) {
    const message = typeof text === 'function' ? text(...values) : text;
    const error = Reflect.construct(Base, [message], new.target);
    Object.defineProperty(error, 'code', {
      __proto__: null, value: code, configurable: true, enumerable: true, writable: true,
    });
    fixStackHeader(error, code);
    return error;
  }
  NodeError.prototype = Base.prototype;
  return NodeError;
}

const codes = Object.create(null);
for (const [code, [baseName, text]] of Object.entries(messages)) {
  codes[code] = defineCode(code, baseName, text);
}

/**
 * Adds a code that only one built-in uses, and returns its constructor.
 *
 * @param {string} code
 * @param {'Error' | 'TypeError' | 'RangeError' | 'SyntaxError' | 'URIError'} baseName
 * @param {string | ((...values: any[]) => string)} text
 */
function define(code, baseName, text) {
  codes[code] = defineCode(code, baseName, text);
  return codes[code];
}

/**
 * Makes a stack begin at the caller of `frame`, so that a check which throws is not seen in it.
 *
 * @template {Error} E
 * @param {E} error
 * @param {Function} frame
 * @returns {E}
 */
function hideFrame(error, frame) {
  if (Error.stackTraceLimit === 0) return error;
  Error.captureStackTrace(error, frame);
  if (typeof error.code === 'string' && codes[error.code] !== undefined) {
    fixStackHeader(error, error.code);
  }
  return error;
}

/**
 * Wraps a function so that what it throws shows the stack from the wrapper's caller on.
 *
 * @template {Function} F
 * @param {F} fn
 * @returns {F}
 */
function hideStackFrames(fn) {
  function wrapped(...args) {
    try {
      return Reflect.apply(fn, this, args);
    } catch (error) {
      if (error instanceof Error) hideFrame(error, wrapped);
      throw error;
    }
  }
  wrapped.withoutStackTrace = fn;
  return wrapped;
}

class AbortError extends Error {
  constructor(message = 'The operation was aborted', options = undefined) {
    if (options !== undefined && typeof options !== 'object') {
      throw new codes.ERR_INVALID_ARG_TYPE('options', 'Object', options);
    }
    super(message, options);
    this.code = 'ABORT_ERR';
    this.name = 'AbortError';
  }
}

/**
 * Two errors of which the second must not be lost: the first, or both in an AggregateError.
 *
 * @param {Error | null} inner
 * @param {Error | null} outer
 */
function aggregateTwoErrors(inner, outer) {
  if (!inner || !outer || inner === outer) return inner || outer;
  if (Array.isArray(outer.errors)) {
    outer.errors.push(inner);
    return outer;
  }
  const error = new AggregateError([outer, inner], outer.message);
  error.code = outer.code;
  return error;
}

// The message is told apart by V8, so it is learnt from V8 once.
let overflowName;
let overflowMessage;
/**
 * Whether the error is V8's "Maximum call stack size exceeded".
 *
 * @param {unknown} error
 */
function isStackOverflowError(error) {
  if (overflowMessage === undefined) {
    const overflow = () => overflow();
    try {
      overflow();
    } catch (thrown) {
      overflowName = thrown.name;
      overflowMessage = thrown.message;
    }
  }
  return Boolean(error) && error.name === overflowName && error.message === overflowMessage;
}

module.exports = {
  codes,
  define,
  AbortError,
  aggregateTwoErrors,
  hideFrame,
  hideStackFrames,
  isStackOverflowError,
  ...require('internal/error-system'),
};

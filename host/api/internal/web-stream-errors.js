'use strict';
// SPDX-License-Identifier: MIT

// The language's own errors with Node's codes, for a library that throws them without.

// The first that a message matches.
const CODES = [
  [/can only be used on a/, 'ERR_INVALID_THIS'],
  [/^Illegal constructor/, 'ERR_ILLEGAL_CONSTRUCTOR'],
  [/is required in/, 'ERR_MISSING_ARGS'],
  [/must be an array buffer view|is not an? |must be a|is not iterable/, 'ERR_INVALID_ARG_TYPE'],
  [/is invalid|Invalid .* specified|outside the accepted range|finite|must be greater/,
    'ERR_INVALID_ARG_VALUE'],
];

function codeOf(message, otherwise) {
  const found = CODES.find(([pattern]) => pattern.test(message));
  return found === undefined ? otherwise : found[1];
}

function coded(Base, otherwise) {
  return function(message) {
    const error = new Base(message);
    Object.defineProperty(error, 'code', {
      __proto__: null, configurable: true, enumerable: true, writable: true,
      value: codeOf(message, otherwise),
    });
    return error;
  };
}

module.exports = {
  RangeError: coded(RangeError, 'ERR_INVALID_ARG_VALUE'),
  TypeError: coded(TypeError, 'ERR_INVALID_STATE'),
};

'use strict';
// SPDX-License-Identifier: MIT

// Stands in for the library's own errors: Plinth's. Two codes the library calls without `new`.

const { AbortError, aggregateTwoErrors, codes, hideStackFrames } = require('internal/errors');

function callable(Code) {
  return function(...values) {
    return new Code(...values);
  };
}

module.exports = {
  AbortError,
  aggregateTwoErrors,
  codes: {
    ...codes,
    ERR_ILLEGAL_CONSTRUCTOR: callable(codes.ERR_ILLEGAL_CONSTRUCTOR),
    ERR_MULTIPLE_CALLBACK: callable(codes.ERR_MULTIPLE_CALLBACK),
  },
  hideStackFrames,
};

'use strict';
// SPDX-License-Identifier: MIT

// Why a test failed: an ERR_TEST_FAILURE with what was thrown as its cause.

require('internal/on-first-use');
const { inspect } = require('internal/inspect');

const Kind = Object.freeze({
  __proto__: null,
  Aborted: 'testAborted',
  CallbackAndPromise: 'callbackAndPromisePresent',
  Cancelled: 'cancelledByParent',
  Code: 'testCodeFailure',
  Hook: 'hookFailed',
  MultipleCallbacks: 'multipleCallbackInvocations',
  ParentFinished: 'parentAlreadyFinished',
  Subtests: 'subtestsFailed',
  Timeout: 'testTimeoutFailure',
  UncaughtException: 'uncaughtException',
  UnhandledRejection: 'unhandledRejection',
});

class Failure extends Error {
  constructor(cause, failureType) {
    super(typeof cause?.message === 'string' ? cause.message :
      typeof cause === 'string' ? cause : inspect(cause));
    this.code = 'ERR_TEST_FAILURE';
    this.failureType = failureType;
    this.cause = cause;
    this.stack;  // Made now, while what it names is there.
  }

  get name() {
    return 'Error';
  }
}

module.exports = { Failure, Kind };

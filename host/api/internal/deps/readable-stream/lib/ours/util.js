'use strict';
// SPDX-License-Identifier: MIT

// Stands in for the library's own helpers: Plinth's.

const { AbortSignal } = require('internal/abort-controller');
const { addAbortListener } = require('events');
const { inspect } = require('internal/inspect');
const { promisify } = require('internal/promisify');

module.exports = {
  addAbortListener,
  AbortSignalAny: (signals) => AbortSignal.any(signals),
  createDeferredPromise() {
    const deferred = {};
    deferred.promise = new Promise((resolve, reject) => Object.assign(deferred, { resolve, reject }));
    return deferred;
  },
  debuglog: () => () => {},
  deprecate: (...args) => require('util').deprecate(...args),
  inspect,
  kEmptyObject: Object.freeze({ __proto__: null }),
  once(callback) {
    let called = false;
    return function(...args) {
      if (called) return;
      called = true;
      Reflect.apply(callback, this, args);
    };
  },
  promisify,
};

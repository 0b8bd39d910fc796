'use strict';
// SPDX-License-Identifier: MIT

// The three ways to call: what fs.cc expects as last argument. A function is called back, nothing
// gives a promise, SYNC does it at once.

const { validateFunction } = require('internal/validate');

const SYNC = null;

/**
 * @param {unknown} callback
 * @returns {Function}
 */
function checkCallback(callback) {
  validateFunction(callback, 'cb');
  return callback;
}

/**
 * Gives a callback function the promise form that util.promisify() finds.
 *
 * @template {Function} F
 * @param {F} fn
 * @param {(...args: any[]) => Promise<any>} promised
 * @returns {F}
 */
function withPromiseForm(fn, promised) {
  Object.defineProperty(promised, 'name', { value: fn.name, configurable: true });
  Object.defineProperty(fn, Symbol.for('nodejs.util.promisify.custom'), {
    value: promised, configurable: true, enumerable: false, writable: true,
  });
  return fn;
}

/**
 * As withPromiseForm, for callbacks with two values: the promise's value has both, by name.
 *
 * @template {Function} F
 * @param {F} fn
 * @param {string} first
 * @param {string} second
 * @returns {F}
 */
function withNamedResults(fn, first, second) {
  return withPromiseForm(fn, (...args) => new Promise((resolve, reject) => {
    fn(...args, (error, one, two) => {
      if (error) reject(error);
      else resolve({ [first]: one, [second]: two });
    });
  }));
}

module.exports = { SYNC, checkCallback, withNamedResults, withPromiseForm };

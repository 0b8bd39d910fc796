'use strict';
// SPDX-License-Identifier: MIT

// From promises to Node's callbacks.

/**
 * Calls back with the promise's outcome, from a fresh task: what the callback throws is an
 * uncaught exception, not a rejection.
 *
 * @template T
 * @param {Promise<T>} promise
 * @param {(error: Error | null, ...values: any[]) => void} callback
 * @param {(value: T) => any[]} [spread] turns the value into the callback's further arguments
 */
function settle(promise, callback, spread = (value) => [value]) {
  promise.then(
    (value) => process.nextTick(() => callback(null, ...spread(value))),
    (error) => process.nextTick(callback, error));
}

module.exports = { settle };

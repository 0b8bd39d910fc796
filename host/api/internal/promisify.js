'use strict';
// SPDX-License-Identifier: MIT

// util.promisify, and the symbol by which a built-in names several results of a callback.

const { validateFunction } = require('internal/validate');

const customPromisify = Symbol.for('nodejs.util.promisify.custom');
// A function may name the values that its callback gets: ['bytesRead', 'buffer'].
const resultNames = Symbol('customPromisifyArgs');

/**
 * A function that returns a promise, of one whose last parameter is a callback.
 *
 * @param {Function} original
 * @returns {(...args: any[]) => Promise<any>}
 */
function promisify(original) {
  validateFunction(original, 'original');
  const custom = original[customPromisify];
  if (custom) {
    validateFunction(custom, 'util.promisify.custom');
    return Object.defineProperty(custom, customPromisify, {
      __proto__: null, value: custom, enumerable: false, writable: false, configurable: true,
    });
  }
  const names = original[resultNames];
  function fn(...args) {
    return new Promise((resolve, reject) => {
      Reflect.apply(original, this, [...args, (error, ...values) => {
        if (error) reject(error);
        else if (names === undefined || values.length < 2) resolve(values[0]);
        else resolve(Object.fromEntries(names.map((name, i) => [name, values[i]])));
      }]);
    });
  }
  Object.setPrototypeOf(fn, Object.getPrototypeOf(original));
  Object.defineProperty(fn, customPromisify, {
    __proto__: null, value: fn, enumerable: false, writable: false, configurable: true,
  });
  const descriptors = Object.getOwnPropertyDescriptors(original);
  for (const key of Reflect.ownKeys(descriptors)) Object.setPrototypeOf(descriptors[key], null);
  return Object.defineProperties(fn, descriptors);
}
promisify.custom = customPromisify;

module.exports = { promisify, resultNames };

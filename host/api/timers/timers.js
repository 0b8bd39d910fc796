'use strict';
// SPDX-License-Identifier: MIT

// timers: the functions that scripts call. The lists are in internal/timers and internal/immediates.

const { Timeout, endTimer, findTimer } = require('internal/timers');
const legacy = require('timers/legacy');
const { Immediate, clearImmediate } = require('internal/immediates');
const { validateFunction } = require('internal/validate');

const customPromisify = Symbol.for('nodejs.util.promisify.custom');

/**
 * Calls `callback` once, after at least `after` milliseconds.
 * @param {(...args: any[]) => void} callback
 * @param {number} [after] 1 to 2^31-1; anything else counts as 1
 */
function setTimeout(callback, after, ...args) {
  validateFunction(callback, 'callback');
  return new Timeout(callback, after, args.length === 0 ? undefined : args, false, true);
}

/** Calls `callback` every `after` milliseconds until the timer is cleared. */
function setInterval(callback, after, ...args) {
  validateFunction(callback, 'callback');
  return new Timeout(callback, after, args.length === 0 ? undefined : args, true, true);
}

/** Ends a timer; anything that is no timer is ignored. */
function clearTimeout(timer) {
  const found = findTimer(timer);
  if (found !== undefined) endTimer(found);
}

/** Calls `callback` once, after the I/O of this turn of the loop. */
function setImmediate(callback, ...args) {
  validateFunction(callback, 'callback');
  return new Immediate(callback, args.length === 0 ? undefined : args);
}

const promises = () => require('timers/promises');

Object.defineProperty(setTimeout, customPromisify, {
  enumerable: true,
  get: () => promises().setTimeout,
});
Object.defineProperty(setImmediate, customPromisify, {
  enumerable: true,
  get: () => promises().setImmediate,
});

module.exports = {
  setTimeout,
  clearTimeout,
  setImmediate,
  clearImmediate,
  setInterval,
  clearInterval: function clearInterval(timer) {
    clearTimeout(timer);
  },
  ...legacy,
};
Object.defineProperty(module.exports, 'promises', { enumerable: true, configurable: true, get: promises });

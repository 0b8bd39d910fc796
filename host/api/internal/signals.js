'use strict';
// SPDX-License-Identifier: MIT

// Signal names and numbers of this operating system.

const native = internalBinding('process');
const { codes: { ERR_UNKNOWN_SIGNAL } } = require('internal/errors');

let byName;
function signals() {
  return (byName ??= Object.freeze({ __proto__: null, ...native.signals() }));
}

/** "SIGTERM" of 15; the first name, where a number has two. */
function signalName(number) {
  return Object.keys(signals()).find((name) => signals()[name] === number) ?? null;
}

/**
 * The number of a signal that is given by name, in any case, or by number.
 *
 * @param {string | number} signal
 * @returns {number}
 */
function signalNumber(signal) {
  if (typeof signal === 'number' && signalName(signal) !== null) return signal;
  const number = typeof signal === 'string' ? signals()[signal.toUpperCase()] : undefined;
  if (number === undefined) throw new ERR_UNKNOWN_SIGNAL(signal);
  return number;
}

module.exports = {
  get signals() {
    return signals();
  },
  signalName,
  signalNumber,
};

'use strict';
// SPDX-License-Identifier: MIT

// How long a socket may be silent, or an object's timer waits: what may be asked for.

const { codes: { ERR_OUT_OF_RANGE } } = require('internal/errors');
const { validateNumber } = require('internal/validate');

const MAX_MS = 2 ** 31 - 1;

/** Milliseconds that a timer takes; throws for what is no duration. */
function timerDuration(ms, name) {
  validateNumber(ms, name);
  if (ms < 0 || !Number.isFinite(ms)) {
    throw new ERR_OUT_OF_RANGE(name, 'a non-negative finite number', ms);
  }
  if (ms <= MAX_MS) return ms;
  process.emitWarning(`${ms} does not fit into a 32-bit signed integer.` +
    `\nTimer duration was truncated to ${MAX_MS}.`, 'TimeoutOverflowWarning');
  return MAX_MS;
}

module.exports = { timerDuration };

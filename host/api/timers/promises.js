'use strict';
// SPDX-License-Identifier: MIT

// timers/promises: timers as promises, ended by an AbortSignal.

const { Timeout, clearTimer } = require('internal/timers');
const { Immediate, clearImmediate } = require('internal/immediates');
const { AbortError } = require('internal/errors');
const { validateAbortSignal, validateBoolean, validateObject } = require('internal/validate');

function checkOptions(options) {
  validateObject(options, 'options');
  const { signal, ref = true } = options;
  if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
  validateBoolean(ref, 'options.ref');
  return { signal, ref };
}

// `start(done)` returns the timer, `stop(timer)` ends it before its time.
function promiseOf(value, options, start, stop) {
  let checked;
  try {
    checked = checkOptions(options);
  } catch (error) {
    return Promise.reject(error);
  }
  const { signal, ref } = checked;
  if (signal?.aborted) return Promise.reject(new AbortError(undefined, { cause: signal.reason }));
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      stop(timer);
      reject(new AbortError(undefined, { cause: signal.reason }));
    };
    const timer = start(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve(value);
    });
    if (!ref) timer.unref();
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

/** A promise that is fulfilled with `value` after `delay` milliseconds. */
function setTimeout(delay, value, options = {}) {
  return promiseOf(value, options,
    (done) => new Timeout(done, delay, undefined, false, true), clearTimer);
}

/** A promise that is fulfilled with `value` in the loop's next check phase. */
function setImmediate(value, options = {}) {
  return promiseOf(value, options, (done) => new Immediate(done, undefined), clearImmediate);
}

/** An async iterator that yields `value` every `delay` milliseconds. */
async function* setInterval(delay, value, options = {}) {
  const { signal, ref } = checkOptions(options);
  if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
  let due = 0;
  let wake;
  const timer = new Timeout(() => {
    due++;
    wake?.();
  }, delay, undefined, true, true);
  if (!ref) timer.unref();
  const onAbort = () => wake?.();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    for (;;) {
      if (signal?.aborted) throw new AbortError(undefined, { cause: signal.reason });
      if (due === 0) await new Promise((resolve) => { wake = resolve; });
      wake = undefined;
      for (; due > 0; due--) yield value;
    }
  } finally {
    clearTimer(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

module.exports = {
  setTimeout,
  setImmediate,
  setInterval,
  scheduler: {
    wait: (delay, options) => setTimeout(delay, undefined, options),
    yield: () => setImmediate(),
  },
};

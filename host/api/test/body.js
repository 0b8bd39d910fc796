'use strict';
// SPDX-License-Identifier: MIT

// The function of a test or a hook: how test() takes it, calling it, and what ends the wait for it.

require('internal/on-first-use');
const { AbortController } = require('internal/abort-controller');
const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const os = require('os');
const { Failure, Kind } = require('test/failure');
const { clearTimeout, setTimeout } = require('timers');
const {
  validateAbortSignal, validateNumber, validateObject, validateUint32,
} = require('internal/validate');

const LONGEST_TIMEOUT = 2 ** 31 - 1;

function noop() {}

/** A length of time as reports show it. */
function milliseconds(time) {
  return Number(Math.max(0, time).toFixed(6));
}

/** Who called `from`: [file, line, column]. */
function placeOfCaller(from) {
  const { prepareStackTrace, stackTraceLimit } = Error;
  const holder = {};
  let site;
  try {
    Error.stackTraceLimit = 1;
    Error.prepareStackTrace = (error, sites) => sites[0];
    Error.captureStackTrace(holder, from);
    site = holder.stack;
  } finally {
    Error.prepareStackTrace = prepareStackTrace;
    Error.stackTraceLimit = stackTraceLimit;
  }
  if (typeof site?.getFileName !== 'function') return undefined;
  let file = site.getFileName() ?? undefined;
  if (file?.startsWith('file:')) file = require('url').fileURLToPath(file);
  return { file, line: site.getLineNumber(), column: site.getColumnNumber() };
}

/** test(name, options, fn) in each of its forms. */
function readArguments(name, options, fn) {
  if (typeof name === 'function') [name, options, fn] = [undefined, undefined, name];
  else if (name !== null && typeof name === 'object') {
    [name, options, fn] = [undefined, name, options];
  } else if (typeof options === 'function') [options, fn] = [undefined, options];
  return [name, options ?? {}, fn];
}

function concurrencyOf(option, parent) {
  if (option === undefined || option === null) return parent?.concurrency ?? 1;
  if (option === true) {
    return parent === undefined ? Math.max(os.availableParallelism() - 1, 1) : Infinity;
  }
  if (option === false) return 1;
  if (typeof option !== 'number') {
    throw new ERR_INVALID_ARG_TYPE('options.concurrency', ['boolean', 'number'], option);
  }
  validateUint32(option, 'options.concurrency', true);
  return option;
}

function validateTimeout(timeout) {
  if (timeout === Infinity) return;
  validateNumber(timeout, 'options.timeout', 0, LONGEST_TIMEOUT);
}

// A promise that is rejected when the time is over or a signal says so.
function stopOf(timeout, signal) {
  let timer;
  let onAbort;
  const promise = new Promise((resolve, reject) => {
    if (timeout !== Infinity) {
      timer = setTimeout(() => {
        reject(new Failure(`test timed out after ${timeout}ms`, Kind.Timeout));
      }, timeout);
      timer.unref();
    }
    onAbort = () => reject(new Failure(signal.reason, Kind.Aborted));
    signal.addEventListener('abort', onAbort, { once: true });
  });
  promise.catch(noop);
  return {
    promise,
    end() {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    },
  };
}

// Calls a function that takes a callback, returns a promise, or neither.
function callBody(fn, self, args, reportLate) {
  if (fn.length <= args.length) return Reflect.apply(fn, self, args);
  return new Promise((resolve, reject) => {
    let calls = 0;
    const done = (error) => {
      if (++calls === 2) {
        reportLate(new Failure('callback invoked multiple times', Kind.MultipleCallbacks));
      } else if (calls === 1) {
        if (error) reject(error);
        else resolve();
      }
    };
    const result = Reflect.apply(fn, self, [...args, done]);
    if (typeof result?.then === 'function') {
      reject(new Failure('passed a callback but also returned a Promise', Kind.CallbackAndPromise));
      result.then(noop, noop);
    }
  });
}

class Hook {
  constructor(fn, options = {}) {
    validateObject(options, 'options');
    const { timeout = Infinity, signal } = options;
    validateTimeout(timeout);
    if (signal !== undefined) validateAbortSignal(signal, 'options.signal');
    this.fn = fn;
    this.timeout = timeout;
    this.signal = signal ?? new AbortController().signal;
    this.ran = undefined;
  }

  run(self, args) {
    const stop = stopOf(this.timeout, this.signal);
    const run = async () => {
      this.signal.throwIfAborted();
      await callBody(this.fn, self, args, noop);
    };
    return Promise.race([run(), stop.promise]).finally(stop.end);
  }

  once(self, args) {
    return this.ran ??= this.run(self, args);
  }
}

module.exports = {
  Hook, callBody, concurrencyOf, milliseconds, noop, placeOfCaller, readArguments, stopOf,
  validateTimeout,
};

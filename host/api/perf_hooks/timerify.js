'use strict';
// SPDX-License-Identifier: MIT

// performance.timerify(): a function that is timed each time it is called.

const { codes: { ERR_INVALID_ARG_TYPE } } = require('internal/errors');
const { validateFunction, validateObject } = require('internal/validate');
const clock = require('perf_hooks/clock');
const { makeEntry } = require('perf_hooks/entries');

function report(name, start, args, histogram) {
  const duration = clock.now() - start;
  histogram?.record(Math.max(1, Math.ceil(duration * 1e6)));
  const { observes, tell } = require('perf_hooks/timeline');
  if (!observes('function')) return;
  const entry = makeEntry(name, 'function', start, duration, args);
  args.forEach((value, i) => { entry[i] = value; });
  tell(entry);
}

/** An async function is timed until its promise is settled; one that throws is not told of. */
function timerify(fn, options) {
  validateFunction(fn, 'fn');
  validateObject(options, 'options');
  const { histogram } = options;
  if (histogram !== undefined && typeof histogram?.record !== 'function') {
    throw new ERR_INVALID_ARG_TYPE('options.histogram', 'RecordableHistogram', histogram);
  }
  function timerified(...args) {
    const start = clock.now();
    const result = new.target === undefined ? Reflect.apply(fn, this, args) : Reflect.construct(fn, args, fn);
    if (new.target === undefined && typeof result?.finally === 'function') {
      return result.finally(() => report(fn.name, start, args, histogram));
    }
    report(fn.name, start, args, histogram);
    return result;
  }
  Object.defineProperties(timerified, {
    length: { configurable: false, enumerable: true, value: fn.length },
    name: { configurable: false, enumerable: true, value: `timerified ${fn.name}` },
  });
  return timerified;
}

module.exports = { timerify };

'use strict';
// SPDX-License-Identifier: MIT

// What PerformanceObservers are told by built-ins that do not load perf_hooks for it: perf_hooks puts
// its own functions here when it is loaded, as before that nobody can observe.

const observation = {
  observes: () => false,
  now: () => 0,
  report: (name, type, start, detail) => {},

  /**
   * The callback, which reports how long it took when that is observed and all went well.
   *
   * @param {string} name
   * @param {string} type
   * @param {(error: Error | null, ...values: any[]) => void} callback
   * @param {(...values: any[]) => object} detail of what the callback got
   */
  timed(name, type, callback, detail) {
    if (!observation.observes(type)) return callback;
    const start = observation.now();
    return (error, ...values) => {
      if (!error) observation.report(name, type, start, detail(...values));
      callback(error, ...values);
    };
  },
};

module.exports = observation;

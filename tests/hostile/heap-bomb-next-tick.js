'use strict';

// nextTicks without an end, each of which leaves a promise job that has to wait for the last one.
// Ends as: failed

exports.activate = () => {
  const again = () => { process.nextTick(again); queueMicrotask(() => {}); };
  setImmediate(again);
};

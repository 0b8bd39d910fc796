'use strict';

// nextTicks that make nextTicks, each with a promise job between.
// Ends as: failed by hang

exports.activate = () => {
  const again = () => { process.nextTick(again); queueMicrotask(() => {}); };
  setImmediate(again);
};

'use strict';

// nextTicks that make nextTicks.
// Ends as: failed by hang

exports.activate = () => {
  const again = () => { process.nextTick(again); };
  setImmediate(again);
};

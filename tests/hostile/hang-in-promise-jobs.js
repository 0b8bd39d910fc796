'use strict';

// Promise jobs that make promise jobs.
// Ends as: failed by hang

exports.activate = () => {
  const again = () => Promise.resolve().then(again).catch(again);
  setTimeout(again, 1);
};

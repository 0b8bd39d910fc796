'use strict';

// Promise jobs that make promise jobs.
// Ends as: failed by hang

exports.activate = () => {
  const again = () => { Promise.resolve().then(again); };
  setTimeout(again, 1);
};

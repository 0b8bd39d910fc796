'use strict';

// A sort whose comparator never comes back, then one that only makes it long.
// Ends as: failed by hang

exports.activate = (plugin) => {
  const numbers = Array.from({ length: 1e5 }, (_, i) => i);
  plugin.once('frame', () => {
    for (;;) numbers.sort(() => Math.random() - 0.5);
  });
};

'use strict';

// The order of millions of strings, without a function that could be ended.
// Ends as: failed

exports.activate = (plugin) => {
  plugin.on('frame', () => {
    Array.from({ length: 1e6 }, (_, i) => `${'x'.repeat(i % 3)}${i * 7919}`).sort();
    for (;;) Array.from({ length: 1e5 }, (_, i) => i * 7919 % 1e5).sort();
  });
};

'use strict';

// Collections made of long and empty arrays.
// Ends as: failed by hang

exports.activate = (plugin) => {
  plugin.on('frame', () => {
    for (;;) new Set(new Array(2 ** 32 - 1));
  });
};

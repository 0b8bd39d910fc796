'use strict';

// A loop around a method that takes its time.
// Ends as: failed by hang

exports.activate = (plugin) => {
  plugin.on('frame', () => {
    const bytes = new Uint8Array(4e7);
    for (;;) bytes.copyWithin(1, 0);
  });
};

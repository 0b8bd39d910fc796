'use strict';

// It sleeps until somebody wakes it, and nobody can.
// Ends as: failed by hang

exports.activate = (plugin) => {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  plugin.once('frame', () => { for (;;) Atomics.wait(cell, 0, 0); });
};

'use strict';

// Waiting, and memory that only WebAssembly gives.
// Ends as: active

exports.activate = (plugin) => {
  plugin.on('frame', () => {
    if (typeof WebAssembly !== 'undefined') process.exit(1);
    try {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0);
      process.exit(1);
    } catch (error) {
      if (!(error instanceof TypeError)) process.exit(1);
    }
  });
};

'use strict';

// Buffers until there are no more; each refusal is caught, and the next one tried.
// Ends as: active

exports.activate = (plugin) => {
  const all = [];
  plugin.on('frame', () => {
    let refused = 0;
    for (let size = 1 << 28; size >= 1024; size >>= 1) {
      for (let i = 0; i < 64; i++) {
        try {
          all.push(i % 2 ? Buffer.allocUnsafeSlow(size) : new Uint8Array(size));
        } catch (error) {
          if (!(error instanceof RangeError)) throw error;
          refused++;
          break;
        }
      }
    }
    if (refused === 0) throw new Error('nothing was refused');
  });
};

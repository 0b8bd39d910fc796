'use strict';

// Buffers until there are no more; each refusal is caught, and a smaller one tried.
// Ends as: active

exports.activate = (plugin) => {
  const all = [];
  let size = 1 << 30;
  plugin.on('frame', () => {
    if (size < 1024) return;
    try {
      for (let i = 0; i < 1000; i++) {
        all.push(i % 2 ? Buffer.allocUnsafeSlow(size) : new Uint8Array(size));
      }
      throw new Error('nothing was refused');
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      size >>= 1;
    }
  });
};

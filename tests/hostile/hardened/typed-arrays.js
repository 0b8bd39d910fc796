'use strict';

// Typed arrays made of, or filled from, objects that say they are long.
// Ends as: active

exports.activate = (plugin) => {
  plugin.on('frame', () => {
    let refused = 0;
    for (const attack of [
      () => new Uint8Array({ length: 2 ** 25 }),
      () => Uint8Array.from({ length: 2 ** 25 }),
      () => new Uint8Array(2 ** 24).set({ length: 2 ** 24 }),
      () => new Uint8Array(2 ** 24).sort(),
      () => Object.keys(new Uint8Array(2 ** 24)),
    ]) {
      try {
        attack();
      } catch (error) {
        if (error instanceof RangeError) refused++;
      }
    }
    if (refused !== 5) process.exit(1);
  });
};

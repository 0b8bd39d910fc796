'use strict';

// Methods of arrays on arrays that are long and empty.
// Ends as: active

exports.activate = (plugin) => {
  plugin.on('frame', () => {
    let refused = 0;
    for (const attack of [
      () => new Array(2 ** 32 - 1).join(),
      () => new Array(2 ** 32 - 1).reverse(),
      () => new Array(2 ** 32 - 1).indexOf(1),
      () => new Array(2 ** 27).fill(0),
      () => [new Array(2 ** 32 - 1)].flat(),
      () => [1].flatMap(() => new Array(2 ** 32 - 1)),
    ]) {
      try {
        attack();
      } catch (error) {
        if (error instanceof RangeError) refused++;
      }
    }
    if (refused !== 6) process.exit(1);
  });
};

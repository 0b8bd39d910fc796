'use strict';

// Methods of arrays on objects that say they are endless.
// Ends as: active

exports.activate = (plugin) => {
  plugin.on('frame', () => {
    let refused = 0;
    for (const attack of [
      () => [].indexOf.call({ length: 2 ** 53 - 1 }, 1),
      () => [].includes.call({ length: 2 ** 53 - 1 }, 1),
      () => [].slice.call({ length: 2 ** 53 - 1 }, 2 ** 52),
      () => [].forEach.call({ length: 2 ** 53 - 1 }, () => {}),
      () => [].flat.call({ length: 2 ** 53 - 1 }),
      () => [].concat({ length: 2 ** 52, [Symbol.isConcatSpreadable]: true }),
      () => Array.from({ length: 2 ** 32 - 1 }),
    ]) {
      try {
        attack();
      } catch (error) {
        if (error instanceof RangeError) refused++;
      }
    }
    if (refused !== 7) process.exit(1);
  });
};

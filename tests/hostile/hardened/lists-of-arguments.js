'use strict';

// Argument lists that say they are long.
// Ends as: active

exports.activate = (plugin) => {
  plugin.on('frame', () => {
    let refused = 0;
    for (const attack of [
      () => Math.max.apply(null, { length: 1e8 }),
      () => Reflect.apply(Math.max, null, { length: 2 ** 32 - 1 }),
      () => Reflect.construct(Date, { length: 1e8 }),
    ]) {
      try {
        attack();
      } catch (error) {
        if (error instanceof RangeError) refused++;
      }
    }
    if (refused !== 3) process.exit(1);
  });
};

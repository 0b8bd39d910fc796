'use strict';

// A JSON text that is read for seconds.
// Ends as: active

exports.activate = (plugin) => {
  plugin.on('frame', () => {
    let refused = 0;
    for (const attack of [
      () => JSON.parse('[' + '1,'.repeat(1e7) + '1]'),
    ]) {
      try {
        attack();
      } catch (error) {
        if (error instanceof RangeError) refused++;
      }
    }
    if (refused !== 1) process.exit(1);
  });
};

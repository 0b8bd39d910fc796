'use strict';

// Intl objects, whose memory no limit sees, kept by the thousand.
// Ends as: active

const keep = [];

function keepMany() {
  for (let i = 0; i < 3000; i++) keep.push(new Intl.DateTimeFormat('de'));
}

exports.activate = (plugin) => {
  plugin.on('frame', () => {
    let refused = 0;
    for (const attack of [
      () => keepMany(),
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

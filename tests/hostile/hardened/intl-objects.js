'use strict';

// Intl objects, whose memory no limit sees, kept by the thousand, some in each frame.
// Ends as: active

const keep = [];

function keepMany() {
  for (let i = 0; i < 300; i++) keep.push(new Intl.DateTimeFormat('de'));
}

exports.activate = (plugin) => {
  let frames = 0;
  let refused = 0;
  plugin.on('frame', () => {
    try {
      keepMany();
    } catch (error) {
      if (error instanceof RangeError) refused++;
    }
    if (++frames === 20 && refused === 0) process.exit(1);
  });
};

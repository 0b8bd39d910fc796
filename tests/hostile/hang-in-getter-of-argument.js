'use strict';

// A getter that C++ reads while it takes an argument apart.
// Ends as: failed by hang

const fs = require('fs');

exports.activate = (plugin) => {
  const options = { get encoding() { for (;;); } };
  plugin.once('frame', () => {
    structuredClone({ get x() { return 1; } });
    try { structuredClone({ get x() { for (;;); } }); } catch { fs.readFileSync('x', options); }
  });
};

'use strict';

// A loop that never ends, and catches.
// Ends as: failed

exports.activate = (plugin) => {
  plugin.once('frame', () => { for (;;) try { for (;;); } catch { continue; } });
};

'use strict';

// An async function that awaits for ever, and never lets go.
// Ends as: failed by hang

exports.activate = async () => {
  for (;;) try { await null; } catch { await undefined; } finally { await {}; }
};

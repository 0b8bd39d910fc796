'use strict';

// It never lets itself be unloaded.
// Ends as: active

exports.activate = () => { setInterval(() => {}, 1); };
exports.deactivate = () => { for (;;) try { for (;;); } catch { continue; } };

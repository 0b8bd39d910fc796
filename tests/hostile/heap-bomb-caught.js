'use strict';

// The heap is filled by code that catches whatever it is told.
// Ends as: failed

const all = [];
const bomb = () => { for (;;) all.push({ text: `${all.length}`.repeat(100) }); };

exports.activate = () => {
  setTimeout(() => { for (;;) try { bomb(); } catch { all.length = 0; } finally { bomb(); } }, 1);
};

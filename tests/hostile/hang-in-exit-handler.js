'use strict';

// It was to end, and its exit handler does not.
// Ends as: failed by hang

process.on('exit', () => { for (;;) try { for (;;); } finally { continue; } });

exports.activate = () => { setTimeout(() => { throw new Error('the end'); }, 1); };

'use strict';

// A regular expression that backtracks for longer than the game lasts.
// Ends as: failed by hang

exports.activate = (plugin) => {
  plugin.once('frame', () => { for (;;) /^(a+)+$/.test(`${'a'.repeat(60)}b`); });
};

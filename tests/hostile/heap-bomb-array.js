'use strict';

// An array that grows until the heap is full.
// Ends as: failed

exports.activate = (plugin) => {
  const all = [];
  plugin.once('frame', () => { for (;;) all.push(new Array(1000).fill(all.length)); });
};

'use strict';

// A Map and a Set that grow until the heap is full, in activate().
// Ends as: failed

exports.activate = () => {
  const map = new Map();
  const set = new Set();
  for (let i = 0; ; i++) { map.set(i, { i }); set.add(`${i}`); }
};

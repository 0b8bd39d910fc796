'use strict';

// JSON.stringify of an object whose getters never stop making more of it.
// Ends as: failed by hang

const endless = () => ({ get x() { return endless(); } });
const wide = {
  toJSON() { return { get a() { for (;;) JSON.stringify([1, { toJSON: () => 1 }]); } }; },
};

exports.activate = () => {
  try { JSON.stringify(endless()); } catch { /* The stack is full: a RangeError. */ }
  setTimeout(() => JSON.stringify(wide), 1);
};

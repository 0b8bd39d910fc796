'use strict';

// Recursion without an end, plain, through getters, through JSON and while it handles the error.
// Ends as: active

const deep = () => deep() + 1;
const rescue = () => { try { rescue(); } finally { rescue(); } };
const trap = new Proxy({}, { get: (target, key, receiver) => receiver[key] });

exports.activate = (plugin) => {
  plugin.on('frame', () => {
    for (const attack of [deep, () => trap.x, () => JSON.stringify({ toJSON: deep })]) {
      try { attack(); } catch (error) { if (!(error instanceof RangeError)) throw error; }
    }
  });
};

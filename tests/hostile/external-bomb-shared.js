'use strict';

// Shared memory and Buffers made of strings, without an end, and not caught.
// Ends as: failed

exports.activate = () => {
  const all = [];
  setInterval(() => {
    for (let i = 0; i < 100; i++) all.push(new SharedArrayBuffer(1 << 20), Buffer.from('x'.repeat(1 << 20)));
  }, 1);
};

'use strict';

// Immediates and timers that start themselves again, each of them twice as long as it may.
// Ends as: active

exports.activate = () => {
  const spin = () => { const end = Date.now() + 1; while (Date.now() < end); };
  const immediate = () => { setImmediate(immediate); spin(); };
  const timer = () => { setTimeout(timer, 1); spin(); };
  for (let i = 0; i < 50; i++) { immediate(); timer(); }
};

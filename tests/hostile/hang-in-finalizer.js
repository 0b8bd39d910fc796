'use strict';

// A callback of a FinalizationRegistry that never comes back; V8 would run it by itself.
// Ends as: failed by hang

const registry = new FinalizationRegistry(() => {
  for (;;);
});

exports.activate = () => {
  setInterval(() => {
    for (let i = 0; i < 1000; i++) registry.register({}, i);
    for (let i = 0; i < 20; i++) new Array(10000).fill(0).map((_, k) => ({ k }));
  }, 1);
};

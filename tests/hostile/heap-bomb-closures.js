'use strict';

// Closures, promises and timers that never end and are never let go, a few thousand a turn.
// Ends as: failed

exports.activate = () => {
  const more = () => {
    for (let i = 0; i < 20000; i++) {
      const kept = { text: `${i}`, list: new Array(20).fill(i) };
      new Promise(() => {}).then(() => kept);
      setTimeout(() => kept, 1e8);
    }
    setImmediate(more);
  };
  more();
};

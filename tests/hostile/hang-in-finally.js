'use strict';

// What is ended goes on in a finally, and in the finally of that.
// Ends as: failed by hang

function* stubborn() {
  try { for (;;); } finally { for (;;) yield 1; }
}
const again = () => { try { for (;;); } finally { again(); } };

exports.activate = (plugin) => {
  plugin.once('frame', () => {
    try { again(); } finally { for (const one of stubborn()) one.x = 1; }
  });
};

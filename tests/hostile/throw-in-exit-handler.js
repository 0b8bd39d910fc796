'use strict';

// The last handlers throw, reject, exit and start timers.
// Ends as: failed

process.on('exit', () => {
  setTimeout(() => {}, 1);
  process.nextTick(() => { throw new Error('tick'); });
  Promise.reject(new Error('rejected'));
  throw new Error('thrown at the end');
});

exports.activate = () => { setImmediate(() => process.exit(1)); };
exports.deactivate = () => { throw new Error('in deactivate'); };

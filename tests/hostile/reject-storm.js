'use strict';

// Thousands of rejected promises a frame, each handled too late or by a listener.
// Ends as: active

process.on('unhandledRejection', () => {});

exports.activate = (plugin) => {
  plugin.on('frame', () => {
    for (let i = 0; i < 2000; i++) {
      const promise = Promise.reject(new Error('storm'));
      if (i % 2) setImmediate(() => promise.catch(() => {}));
    }
  });
};

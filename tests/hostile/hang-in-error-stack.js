'use strict';

// An error that does not let itself be printed.
// Ends as: failed by hang

Error.prepareStackTrace = () => { for (;;); };

exports.activate = (plugin) => {
  plugin.once('frame', () => {
    const error = new Error('no');
    Object.defineProperty(error, 'stack', { get() { for (;;); } });
    throw error;
  });
};

'use strict';

// Promise jobs that make two promise jobs each.
// Ends as: failed

exports.activate = (plugin) => {
  const twice = () => { Promise.resolve().then(twice); Promise.resolve([]).then(twice); };
  plugin.once('frame', twice);
};

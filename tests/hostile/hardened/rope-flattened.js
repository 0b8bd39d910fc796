'use strict';

// The longest string there is, made by adding, then looked into.
// Ends as: failed

exports.activate = (plugin) => {
  plugin.on('frame', () => {
    let text = 'a';
    for (let i = 0; i < 28; i++) text += text;
    text += text.slice(99);
    text.charCodeAt(5);
    for (;;);
  });
};

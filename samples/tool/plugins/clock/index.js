'use strict';

// Says the time once a second, and greets each file that is put into its data folder.

const { watch } = require('fs');

exports.activate = (plugin) => {
  setInterval(() => console.log(new Date().toLocaleTimeString('en-GB')), 1000);
  watch(plugin.dataFolder, (_, file) => console.log(`something happened to ${file}`));
};

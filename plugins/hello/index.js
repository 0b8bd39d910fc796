'use strict';
// SPDX-License-Identifier: MIT

// The smallest plugin. Change it while the program runs, and save.

const game = require('game');

exports.activate = (plugin) => {
  console.log(`two and two is ${game.add(2, 2)}`);
  plugin.on('frame', () => game.add(1, 1));
};

'use strict';
// SPDX-License-Identifier: MIT

// Greets at once, and then once a second. Change it while the program runs, and save.

const app = require('app');

function activate() {
  app.greet('world');
  setInterval(() => app.greet('world, again'), 1000);
}

module.exports = { activate };

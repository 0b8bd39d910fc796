'use strict';
// SPDX-License-Identifier: MIT

// 10,000 live timers of one to ten seconds, each started again when it is due.

let fired = 0;

function start() {
  setTimeout(() => {
    fired++;
    start();
  }, 1000 + Math.random() * 9000);
}

exports.activate = () => {
  for (let i = 0; i < 10000; i++) start();
};

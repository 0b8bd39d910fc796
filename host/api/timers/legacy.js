'use strict';
// SPDX-License-Identifier: MIT

// Node's old ways to make timers of one's own objects, which some packages still use.

const { activate, clearTimer } = require('internal/timers');
const { deprecate } = require('util');
const { timerDuration } = require('internal/timer-duration');

/** Says how long an object's `_onTimeout` is to wait once it is active. */
function enroll(item, msecs) {
  msecs = timerDuration(msecs, 'msecs');
  if (item._idleNext) clearTimer(item);
  item._idleTimeout = msecs;
}

/** Ends an object's timer; its `_onTimeout` stays. */
function unenroll(item) {
  clearTimer(item);
}

function active(item) {
  activate(item, true);
}

function unrefActive(item) {
  activate(item, false);
}

module.exports = {
  _unrefActive: deprecate(unrefActive, 'timers._unrefActive() is deprecated. Please use ' +
    'timeout.refresh() instead.', 'DEP0127'),
  active: deprecate(active, 'timers.active() is deprecated. Please use timeout.refresh() instead.',
    'DEP0126'),
  enroll: deprecate(enroll, 'timers.enroll() is deprecated. Please use setTimeout instead.',
    'DEP0095'),
  unenroll: deprecate(unenroll, 'timers.unenroll() is deprecated. Please use clearTimeout instead.',
    'DEP0096'),
};

'use strict';
// SPDX-License-Identifier: MIT

// Moments in milliseconds since the plugin, or the program, began.

const native = internalBinding('perf_hooks');

const MILESTONES = ['nodeStart', 'v8Start', 'environment', 'bootstrapComplete', 'loopStart', 'loopExit'];

function isMilestone(name) {
  return MILESTONES.includes(name);
}

/** When that part of the start was over; -1 while it is not. */
function milestone(name) {
  return native.milestones()[MILESTONES.indexOf(name)];
}

module.exports = {
  MILESTONES,
  isMilestone,
  milestone,
  now: native.now,
  timeOrigin: native.timeOrigin,
  idleTime: native.idleTime,
};

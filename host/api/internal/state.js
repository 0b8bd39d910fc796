'use strict';
// SPDX-License-Identifier: MIT

// What the native half shares with the built-ins without a call: an Int32Array over Env's fields,
// in the order of enum Field in host/env/env.h. It exists once the context runs, not in the snapshot.

const TICKS = 0;
const REJECTIONS = 1;
const IMMEDIATES = 2;
const REFERENCED_IMMEDIATES = 3;
const REFERENCED_TIMERS = 4;
const TIMERS = 5;
const CALLBACKS = 6;
const LOG_LEVEL = 7;
const JOBS = 8;
const ASYNC_USE = 9;
const LIMITED = 10;

const state = {
  fields: undefined,
  promptTakes: undefined,  // (error) => whether a prompt has shown it; once there was a prompt.
};

module.exports = {
  state,
  TICKS,
  REJECTIONS,
  IMMEDIATES,
  REFERENCED_IMMEDIATES,
  REFERENCED_TIMERS,
  TIMERS,
  CALLBACKS,
  LOG_LEVEL,
  JOBS,
  ASYNC_USE,
  LIMITED,
};
